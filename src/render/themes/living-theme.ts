// A theme that can be changed while everybody holds it.
import type { Paint, Theme, ThemeName } from "./theme.ts";

/** The first theme, until it is told what to follow. */
export function livingTheme(themes: Readonly<Record<ThemeName, Theme>>): Theme {
  let choice: () => ThemeName = () => "default";
  const present = () => themes[choice()];
  const paint =
    (role: Exclude<keyof Theme, "client" | "link" | "follow">): Paint =>
    (text) =>
      present()[role](text);
  return {
    name: paint("name"),
    attribute: paint("attribute"),
    value: paint("value"),
    punctuation: paint("punctuation"),
    markup: paint("markup"),
    sent: paint("sent"),
    received: paint("received"),
    number: paint("number"),
    note: paint("note"),
    failure: paint("failure"),
    prompt: paint("prompt"),
    heading: paint("heading"),
    client: (index) => (text) => present().client(index)(text),
    ghost: paint("ghost"),
    match: paint("match"),
    link: (text, url) => present().link(text, url),
    follow: (next) => {
      choice = next;
    },
  };
}
