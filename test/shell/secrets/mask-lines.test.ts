import { describe, expect, test } from "vitest";
import { tryOut } from "../../helpers/try-out.ts";

const { shell } = tryOut();

describe("what is stored of a line in which another line stands", () => {
  test.each([
    ["again auth me s3cret", "again auth me [redacted]"],
    ["again auth 's3cret", "again auth [redacted]"],
    ["history auth me s3cret", "history auth me [redacted]"],
    ["@juliet history @romeo auth me s3cret", "@juliet history @romeo auth me [redacted]"],
    ["alias in = @juliet auth me s3cret", "alias in = @juliet auth me [redacted]"],
    ["alias in=auth me s3cret", "alias in=auth me [redacted]"],
    ["alias in auth me s3cret", "alias in auth [redacted]"],
    ["alias in auth me s3=cret", "alias in auth [redacted]"],
    ["alias --remove in = auth me s3cret", "alias --remove in = auth me [redacted]"],
    ["alias a = alias b = auth me s3cret", "alias a = alias b = auth me [redacted]"],
    ["# auth me s3cret", "# auth me [redacted]"],
  ])("is without its secret: %s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    "again 5",
    "history password",
    "history 'x",
    "history message juliet@localhost it's",
    "alias in",
    "alias p = ping --timeout 5s",
    "# the auth step has failed",
  ])("is all of it where there is none: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

describe("what is stored of a misspelt line", () => {
  test.each([
    ["auht me s3cret", "auht [redacted]"],
    ["@juliet auht me s3cret", "@juliet auht [redacted]"],
    ["authPLAIN s3cret", "authPLAIN [redacted]"],
    ["juliet auth me s3cret", "juliet auth [redacted]"],
    ["main authenticating> auth me s3cret", "main authenticating> auth [redacted]"],
    ["aliass in = auth me s3cret", "aliass in = auth me [redacted]"],
    ["ALIAS in = auth me s3cret", "ALIAS in = auth me [redacted]"],
    ["agian auth me s3cret", "agian auth me [redacted]"],
    ["set pasword s3cret", "set pasword [redacted]"],
    ["set secret s3cret", "set secret [redacted]"],
    ["set password=s3cret", "set [redacted]"],
    ["XMPP_PASSWORD=s3cret", "XMPP_PASSWORD=[redacted]"],
    ["export XMPP_PASSWORD=s3.cret", "export XMPP_PASSWORD=[redacted]"],
    ["const password = s3cret;", "const password = [redacted]"],
    ["explain open me:s3cret@localhost", "explain open me:[redacted]@localhost"],
    ["set my password s3cret", "set my [redacted]"],
  ])("is without its secret: %s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });

  test.each([
    "mesage juliet@localhost hello",
    "@juliet bnid desk",
    "set veiw raw",
    "set secrets hide",
    "set secrets=hide",
    "const token = last.attrs.token",
    "f(password=>1)",
    "set limit stanza 1MiB",
    "set limit",
    "const author = 5",
    `await message("juliet@localhost", "does auth work?")`,
  ])("is all of it where there is none, to be mended: %s", (line) => {
    expect(shell.mask(line)).toBe(line);
  });
});

describe("a line that cannot be read keeps its client, so that it is that one's when it is recalled:", () => {
  test.each([
    ["@juliet auth 's3cret", "@juliet auth [redacted]"],
    ["@juliet respond 's3cret", "@juliet respond [redacted]"],
    ["@juliet auth me s3cret --mechansim PLAIN", "@juliet auth me [redacted] --mechansim PLAIN"],
    ["  @juliet   auth me s3cret", "  @juliet   auth me [redacted]"],
  ])("%s", (line, masked) => {
    expect(shell.mask(line)).toBe(masked);
  });
});

test("the client stays in front of what an alias stands for", async () => {
  const tool = tryOut();
  await tool.run("alias in = auth me");
  expect(tool.shell.mask("@juliet in 's3cret")).toBe("@juliet auth [redacted]");
});
