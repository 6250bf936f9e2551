import type { GetICUArgs } from "@schummar/icu-type-parser";
import type { en } from "./en.ts";

/** The name of a message. */
export type Key = keyof typeof en;

interface Kinds {
  ICUArgument: { kind: "text" };
  ICUNumberArgument: { kind: "number" };
  ICUDateArgument: { kind: "date" };
}
type Parsed<Text extends string> = GetICUArgs<Text, Kinds>;
type NamesOf<Each> = Each extends Each ? keyof Each : never;
type KindOf<Each, Name extends PropertyKey> = Each extends { [Taken in Name]?: infer Kind } ? Kind : never;
type ArgumentsIn<Text extends string, Said> = {
  [Name in NamesOf<Parsed<Text>>]: ValueOf<KindOf<Parsed<Text>, Name>, Said>;
};
type ValueOf<Kind, Said> = [Kind] extends [{ kind: "text" }]
  ? Said
  : [Kind] extends [{ kind: "number" }]
    ? number
    : [Kind] extends [{ kind: "date" }]
      ? Date
      : boolean;

/** What a message takes: text, a number to count by, a time, or for a choice whether something is so. */
export type Arguments<Message extends Key, Said> = ArgumentsIn<(typeof en)[Message], Said>;

/** A message that takes nothing. */
export type PlainKey = { [Message in Key]: keyof Arguments<Message, string> extends never ? Message : never }[Key];

/** The same messages in another language: a superfluous one, and one that takes other arguments than in English, have no type. */
type Same<Own> = {
  [Message in keyof Own]: Message extends Key
    ? Own[Message] extends string
      ? [ArgumentsIn<Own[Message], string>, Arguments<Message, string>] extends [
          Arguments<Message, string>,
          ArgumentsIn<Own[Message], string>,
        ]
        ? Own[Message]
        : { "takes what English does": Arguments<Message, string> }
      : never
    : never;
};

/** All messages in one more language. The compiler refuses what is missing, superfluous or takes other arguments than in English. */
export function translation<const Own extends Record<string, string>>(
  messages: Own & Same<Own> & Record<Exclude<Key, keyof Own>, string>,
): Own {
  return messages;
}
