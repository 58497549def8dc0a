/**
 * Whether what listens at this address is on this machine, so that nobody on a network can read along.
 * @param address a URL of any scheme; without a host it names a local socket
 */
export function isOnThisMachine(address: string): boolean {
  const host = URL.parse(address)?.hostname;
  return host !== undefined && /^(?:|localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(host);
}
