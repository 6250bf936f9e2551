// An encoded word has at most 75 characters, 12 of them for the frame; base64 makes 4 of every 3 bytes. RFC 2047, section 2
const BYTES_PER_WORD = 45;
// "Address length is more than 320 bytes long", says SES of the name and the address together: https://github.com/zulip/zulip/issues/17558
const LONGEST_HEADER_BYTES = 320;

/** A From header: the name quoted, or as RFC 2047's encoded words where it is not plain ASCII. It is always one line. */
export function sender(name: string, address: string): string {
  const line = name.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const isPlain = /^[\x20-\x7e]*$/u.test(line);
  return `${isPlain ? quoted(line) : encoded(line)} <${address}>`;
}

/** What is wrong with a name that `fitsFromHeader` refuses. */
export const LONG_NAME = `makes a From header of more than ${LONGEST_HEADER_BYTES} bytes, which SES refuses; use a shorter name`;

/** Whether SES takes a From header with this name and address. */
export function fitsFromHeader(name: string, address: string): boolean {
  return Buffer.byteLength(sender(name, address)) <= LONGEST_HEADER_BYTES;
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
