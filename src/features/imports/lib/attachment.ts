/**
 * Headers of a download that is saved under `fileName` and never opened in place, whatever it holds. The name came
 * with an upload: the plain form keeps only harmless ASCII, the encoded one (RFC 8187) the whole name.
 */
export function attachment(fileName: string, contentType: string, byteSize: number): Record<string, string> {
  const plain = fileName.replace(/[^A-Za-z0-9._ ()-]/g, "_");
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    "content-type": contentType,
    "content-length": String(byteSize),
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  };
}
