// Every command, sorted by name. Adding one is its file and a line here.
import type { Command } from "../shell/command.ts";
import { abort } from "./abort.ts";
import { again } from "./again.ts";
import { alias } from "./alias.ts";
import { auth } from "./auth.ts";
import { bind } from "./bind.ts";
import { close } from "./close.ts";
import { component } from "./component.ts";
import { connect } from "./connect.ts";
import { define } from "./define.ts";
import { diff } from "./diff.ts";
import { disco } from "./disco.ts";
import { disconnect } from "./disconnect.ts";
import { edit } from "./edit.ts";
import { expect } from "./expect.ts";
import { explain } from "./explain.ts";
import { fault } from "./fault.ts";
import { filter } from "./filter.ts";
import { forget } from "./forget.ts";
import { grep } from "./grep.ts";
import { handshake } from "./handshake.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { iq } from "./iq.ts";
import { log } from "./log.ts";
import { message } from "./message.ts";
import { next } from "./next.ts";
import { open } from "./open.ts";
import { ping } from "./ping.ts";
import { presence } from "./presence.ts";
import { quit } from "./quit.ts";
import { reconnect } from "./reconnect.ts";
import { rename } from "./rename.ts";
import { reply } from "./reply.ts";
import { resend } from "./resend.ts";
import { respond } from "./respond.ts";
import { restart } from "./restart.ts";
import { roster } from "./roster.ts";
import { run } from "./run.ts";
import { save } from "./save.ts";
import { send } from "./send.ts";
import { session } from "./session.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";
import { starttls } from "./starttls.ts";
import { template } from "./template.ts";
import { tls } from "./tls.ts";
import { version } from "./version.ts";
import { wait } from "./wait.ts";

export const commands: readonly Command[] = [
  abort,
  again,
  alias,
  auth,
  bind,
  close,
  component,
  connect,
  define,
  diff,
  disco,
  disconnect,
  edit,
  expect,
  explain,
  fault,
  filter,
  forget,
  grep,
  handshake,
  help,
  history,
  iq,
  log,
  message,
  next,
  open,
  ping,
  presence,
  quit,
  reconnect,
  rename,
  reply,
  resend,
  respond,
  restart,
  roster,
  run,
  save,
  send,
  session,
  set,
  show,
  starttls,
  template,
  tls,
  version,
  wait,
];
