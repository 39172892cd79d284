// What the references in XML text stand for.
const NAMED: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&apos;": "'",
  "&quot;": '"',
};

const REFERENCE = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|[a-z]+);/gi;

/** A reference that stands for nothing that is known stays as it is. */
export function resolveReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (all, hex?: string, decimal?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : Number.NaN;
    if (Number.isNaN(code)) return Object.hasOwn(NAMED, all) ? (NAMED[all] ?? all) : all;
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
