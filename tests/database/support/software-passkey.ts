import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { site } from "./device";

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();
/** CBOR (RFC 8949) of a text or of bytes, as far as a passkey needs it. */
const head = (major: number, length: number) =>
  length < 24
    ? Buffer.from([(major << 5) | length])
    : length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
const bytes = (data: Buffer) => Buffer.concat([head(2, data.length), data]);
const text = (data: string) => Buffer.concat([head(3, data.length), Buffer.from(data)]);

interface Options {
  challenge: string;
}

/** What is said otherwise than by an honest browser. */
interface Lie {
  origin?: string;
  rpId?: string;
  challenge?: string;
}

/** An authenticator in software, as browsers know them (WebAuthn, ES256), for answers that no browser would give. */
export class SoftwarePasskey {
  readonly id = randomBytes(32);
  count = 0;
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

  register({ challenge }: Options, lie: Lie = {}): string {
    const jwk = this.#keys.publicKey.export({ format: "jwk" });
    const [x, y] = [Buffer.from(jwk.x!, "base64url"), Buffer.from(jwk.y!, "base64url")];
    // COSE: an EC2 key, for ES256, on P-256.
    const key = Buffer.concat([
      Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
      bytes(x),
      Buffer.from([0x22]),
      bytes(y),
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const authData = Buffer.concat([this.#about(lie, 0x41), attested]);
    const attestation = Buffer.concat([
      head(5, 3),
      text("fmt"),
      text("none"),
      text("attStmt"),
      head(5, 0),
      text("authData"),
      bytes(authData),
    ]);
    return this.#answer({
      clientDataJSON: this.#client("webauthn.create", challenge, lie).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
    });
  }

  show({ challenge }: Options, lie: Lie = {}): string {
    this.count++;
    const authData = this.#about(lie, 0x01);
    const client = this.#client("webauthn.get", challenge, lie);
    const signature = sign("sha256", Buffer.concat([authData, sha256(client)]), this.#keys.privateKey);
    return this.#answer({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: signature.toString("base64url"),
    });
  }

  #about({ rpId = "localhost" }: Lie, flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.count);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  }

  #client(type: string, challenge: string, lie: Lie): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? site,
        crossOrigin: false,
      }),
    );
  }

  #answer(response: object): string {
    const id = this.id.toString("base64url");
    return JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
  }
}
