import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkAddress, networkOf } from "./network-address";

describe("a network address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    [" 192.0.2.7:52100 ", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::ffff:c000:207", "192.0.2.7"],
    ["0:0:0:0:0:FFFF:C000:0207", "192.0.2.7"],
    ["[::ffff:c000:207]:443", "192.0.2.7"],
    ["2001:DB8:0:0:1::9", "2001:db8::1:0:0:9"],
    ["[2001:db8::9]", "2001:db8::9"],
    ["[2001:db8::9]:52100", "2001:db8::9"],
    ["fe80::1%eth0", "fe80::1"],
    ["[fe80::1%25eth0]:80", "fe80::1"],
    ["::1", "::1"],
    ["unknown", null],
    ["192.0.2", null],
    ["192.0.2.7/8", null],
    ["2001:db8::9::1", null],
    ["[192.0.2.7", null],
    ["", null],
  ])("written as %s is %s", (written, address) => {
    expect(networkAddress(written)).toBe(address);
  });
});

describe("the network of", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:c000:207", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
    ["2001:db8::6", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
    ["person@example.com", "person@example.com"],
  ])("%s is %s", (written, network) => {
    expect(networkOf(written)).toBe(network);
  });

  it("an IPv6 address depends on its first 64 bits alone", () => {
    const groups = (count: number) =>
      fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (network, one, other) => {
        const written = (host: number[]) =>
          [...network, ...host].map((group) => group.toString(16)).join(":");
        return networkOf(written(one)) === networkOf(written(other));
      }),
    );
  });
});
