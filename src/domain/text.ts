// What turns text around, stands in it unseen, or is half a character, which no service takes.
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;
// They join and vary emoji and the letters of several scripts.
const JOINERS = /\u200C|\u200D|\p{Variation_Selector}/gu;
// Flags of England, Scotland and Wales; any other tag characters hide text. https://www.unicode.org/reports/tr51/#def_emoji_tag_sequence
const TAGGED_FLAGS = /\p{RGI_Emoji_Tag_Sequence}/gv;
// The Mongolian vowel separator parts a word's stem from its last vowel.
const VOWEL_SEPARATOR = /(?<=[\p{L}&&\p{scx=Mongolian}])\u180E(?=[\p{L}&&\p{scx=Mongolian}])/gv;
const LETTER = /[\p{L}\p{N}]/u;
const WEB_ADDRESS = /:\/\/|www\./iu;

/** Whether a text holds what its readers cannot see, other than what belongs to letters and emoji. */
export function hidesSomething(text: string): boolean {
  return UNSEEN.test(text.replace(JOINERS, "").replace(TAGGED_FLAGS, "").replace(VOWEL_SEPARATOR, ""));
}

/** Whether a text holds a letter or a digit, in any script. */
export function hasLetter(text: string): boolean {
  return LETTER.test(text);
}

/** Whether a text holds what most mail programs make a link of. */
export function hasWebAddress(text: string): boolean {
  return WEB_ADDRESS.test(text);
}
