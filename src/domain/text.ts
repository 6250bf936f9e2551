// What turns text around, stands in it unseen, or is half a character, which no service takes.
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;
// They join and vary emoji and the letters of several scripts.
const JOINERS = /\u200C|\u200D|\p{Variation_Selector}/gu;
const LETTER = /[\p{L}\p{N}]/u;
const WEB_ADDRESS = /:\/\/|www\./iu;

/** Whether a text holds what its readers cannot see, other than what joins letters and emoji. */
export function hidesSomething(text: string): boolean {
  return UNSEEN.test(text.replace(JOINERS, ""));
}

/** Whether a text holds a letter or a digit, in any script. */
export function hasLetter(text: string): boolean {
  return LETTER.test(text);
}

/** Whether a text holds what most mail programs make a link of. */
export function hasWebAddress(text: string): boolean {
  return WEB_ADDRESS.test(text);
}
