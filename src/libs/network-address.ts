import { isIP, SocketAddress } from "node:net";

/**
 * A network address in its one spelling: without the port, the brackets and the zone that proxies and sockets write
 * along, and an IPv4 address that came over IPv6 (::ffff:192.0.2.7, in whichever spelling) as itself.
 * @returns null for what is no address
 */
export function networkAddress(written: string): string | null {
  // A zone names one of the machine's own interfaces: fe80::1%eth0.
  const text = written.trim().replace(/%[^\]]*/, "");
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, "$1");
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : null;
  const { address } = new SocketAddress({ address: bare, family: "ipv6" });
  return address.replace(/^::ffff:(?=\d+(?:\.\d+){3}$)/, "");
}

/**
 * What one subscriber is given, for limits: an IPv4 address, or a whole /64 of IPv6, of whose 2^64 addresses they may
 * use any. What is no address stays as it is.
 */
export function networkOf(written: string): string {
  const address = networkAddress(written);
  if (!address?.includes(":")) return address ?? written;
  const [front = [], back = []] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = address.includes("::")
    ? Array<string>(8)
        .fill("0")
        .slice(front.length + back.length)
    : [];
  return `${[...front, ...zeros, ...back].slice(0, 4).join(":")}::/64`;
}
