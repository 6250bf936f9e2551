// An encoded word has at most 75 characters, 12 of them for the frame; base64 makes 4 of every 3 bytes. RFC 2047, section 2
const BYTES_PER_WORD = 45;

/** A From header: the name quoted, or as RFC 2047's encoded words where it is not plain ASCII. It is always one line. */
export function sender(name: string, address: string): string {
  const line = name.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const isPlain = /^[\x20-\x7e]*$/u.test(line);
  return `${isPlain ? quoted(line) : encoded(line)} <${address}>`;
}

function quoted(line: string): string {
  return `"${line.replace(/["\\]/gu, String.raw`\$&`)}"`;
}

/** Cut between characters, since each word is decoded by itself. */
function encoded(line: string): string {
  const words = [""];
  for (const character of line) {
    const longer = `${words.at(-1)}${character}`;
    if (Buffer.byteLength(longer) > BYTES_PER_WORD) {
      words.push(character);
    } else {
      words[words.length - 1] = longer;
    }
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join(" ");
}
