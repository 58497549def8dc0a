const bits = 2 ** 25;
/** With three probes, of a million different keys fewer than one in a thousand is taken for a repeat. */
const probes = 3;

/**
 * Remembers the keys of a file of any length in 4 MB (a Bloom filter): of a key that was seen before it always says
 * so; of a new one now and then too. Whoever asks looks closer then.
 */
export class SeenKeys {
  readonly #words = new Uint32Array(bits / 32);

  /** Notes the key. @returns whether it may have been noted before; false is certain */
  note(key: string): boolean {
    let first = 0x811c9dc5;
    let second = 0x9e3779b9;
    for (let at = 0; at < key.length; at += 1) {
      const unit = key.charCodeAt(at);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul((second ^ unit) + (second >>> 15), 0x85ebca6b);
    }
    first ^= first >>> 15;
    second = (second ^ (second >>> 13)) | 1;
    let isSeen = true;
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = ((first + Math.imul(probe, second)) >>> 0) % bits;
      const mask = 1 << (bit & 31);
      const word = bit >>> 5;
      if ((this.#words[word]! & mask) === 0) {
        isSeen = false;
        this.#words[word]! |= mask;
      }
    }
    return isSeen;
  }
}
