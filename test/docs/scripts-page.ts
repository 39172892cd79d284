// scripts/README.md, made from the scripts.
import { type Script, tagsOf, titleOf } from "../../src/script/script.ts";

const INTRODUCTION = `# Saved scripts

Made from the scripts' own titles and tags by \`npm run docs\`. Each is a text to read, and runs as it stands, on the
[practice server](../docs/practice-server.md) in the tool's own process:

\`\`\`sh
xmpp-repl run scripts/login-plain.xmpp
xmpp-repl run scripts --skip-tags "server: component"
\`\`\`

The second line runs all of them but the one for a component, which that server does not let in. They run on any other server
that has what they need:

\`\`\`sh
XMPP_PASSWORD=test xmpp-repl run scripts/login-plain.xmpp --server localhost:5222 --jid me@localhost
XMPP_PASSWORD=test xmpp-repl run scripts --server localhost:5222 --jid me@localhost \\
  --account juliet=juliet@localhost --account romeo=romeo@localhost --skip-tags server
\`\`\`

[docs/scripts.md](../docs/scripts.md) is the language,
[docs/scansion.md](../docs/scansion.md) is about \`.scs\`.

## What they need

On the practice server nothing. Elsewhere:

- **Accounts**: that of \`main\` is \`--jid\`, those of the other clients \`--account NAME=JID\`; passwords are looked for in
  XMPP_PASSWORD_NAME, else in XMPP_PASSWORD. The column "accounts" names what is needed besides \`main\`. login-by-hand
  and the scripts for Scansion have the accounts of the examples written in them, on localhost, with the password \`test\`.
- **A domain**: where the host's name is not the domain, say \`--domain\`.
- **TLS**: those without \`plain\` or \`starttls\` do not care. For a server that wants TLS point them at its port for TLS
  from the first byte: \`--server xmpps://localhost:5223\`, with \`--ca FILE\` for a certificate of your own making. With
  ejabberd 23.01 add \`--tls-max 1.2\` ([why](../docs/sasl.md)).
- **A server that has it**, the column "server". It is the tag \`server\`, and the tag can be asked for:
  \`--only-tags "server: starttls"\`.

| server | it must |
|---|---|
| plain | begin without TLS |
| starttls | begin without TLS, and offer STARTTLS |
| passwords | keep passwords: refuse a wrong one, and offer SCRAM |
| component | let \`ext.localhost\` connect as a component with the secret \`secret\`; \`--component-port\` says where |
| stream-management | offer XEP-0198 |
| registration | let anybody register (XEP-0077); ejabberd takes one account from an address in ten minutes |

The practice server has all of it but components. They clean up after themselves, and can be run again. With \`--jobs\` leave out those that use something which all share, a
resource or a roster: \`--skip-tags alone\`, and the folder scansion.`;

/** The whole page. */
export function scriptsPage(scripts: readonly Script[]): string {
  const isScansion = ({ file }: Script) => file.endsWith(".scs");
  const parts = [
    INTRODUCTION,
    "## The scripts",
    table(scripts.filter((script) => !isScansion(script))),
    "## For Scansion",
    table(scripts.filter(isScansion)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function table(scripts: readonly Script[]): string {
  const head = ["| script | what it shows | tags | accounts | server |", "|---|---|---|---|---|"];
  return [...head, ...scripts.map(row)].join("\n");
}

function row(script: Script): string {
  const { file } = script;
  const title = titleOf(script);
  if (title === undefined) throw new Error(`${file} has no title: its first comment is one`);
  const name = file.slice(file.lastIndexOf("/") + 1);
  const values = (wanted: string) =>
    tagsOf(script)
      .flatMap(({ key, value }) => (key === wanted ? [value] : []))
      .join(", ");
  const cells = [`[${name}](${file})`, title];
  return `| ${[...cells, values("tags"), values("account"), values("server")].map(escaped).join(" | ")} |`;
}

/** What ends a cell or means something in Markdown is text here. */
function escaped(cell: string): string {
  return cell.replace(/[|<]/g, (character) => `\\${character}`);
}
