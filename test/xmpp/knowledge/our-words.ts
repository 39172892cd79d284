// The facts that the tables were made from say "login"; the tables say it, and what was not clear, in the words of
// docs/glossary.md.

const OUR_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bthe login mechanisms\b/g, "the mechanisms to authenticate with"],
  [/\bSASL login mechanisms\b/g, "SASL mechanisms"],
  [/\blist of login methods\b/g, "list of mechanisms"],
  [/\bone login method\b/g, "one method to authenticate with"],
  [/\bThe login (?:method )?from before SASL\b/g, "The authentication from before SASL"],
  [/\bin the login dialogue\b/g, "in the exchange"],
  [/\b(this|the) login attempt\b/g, "$1 attempt to authenticate"],
  [/\btoo many login attempts\b/g, "too many attempts to authenticate"],
  [/\btoo many failed logins\b/g, "too many attempts to authenticate that failed"],
  [/\bcannot check logins\b/g, "cannot check credentials"],
  [/\bnewer login offer \(SASL2\)/g, "newer offer (SASL2)"],
  [/\b(L|l)ogin tokens\b/g, "tokens to authenticate with"],
  [/\ba token login\b/g, "an authentication by token"],
  [/\ba password login\b/g, "an authentication by password"],
  [/\bPassword login\b/g, "Authentication by password"],
  [/\bToken login\b/g, "Authentication by token"],
  [/\btoken login\b/g, "authentication by token"],
  [/\b(are|is) logged in\b/g, "$1 authenticated"],
  [/\bidentity you logged in as\b/g, "identity you authenticated as"],
  [/\bLogged in\b/g, "Authenticated"],
  [/\bLog in\b/g, "Authenticate"],
  [/\blog in\b/g, "authenticate"],
  [/(?<![-\w#])Login(?![-\w])/g, "Authentication"],
  [
    /\bNothing in particular, or an error of type error\./g,
    "Nothing has to follow. If it cannot be delivered, a message of type error may come back.",
  ],
  // Not a whole cell: the phase of a step is called that.
  [/(?<![-\w#\t])login(?![-\w])/g, "authentication"],
];

export function inOurWords(text: string): string {
  const replaced = OUR_WORDS.reduce((so, [theirs, ours]) => so.replace(theirs, ours), text);
  return replaced.replace(/(?<=\t)tokens to authenticate/g, "Tokens to authenticate");
}
