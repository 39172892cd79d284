// The features of the practice server, in the order in which they stand in <stream:features/> and are told of things.
import type { MakeServerFeature } from "../server-feature.ts";
import { bind } from "./bind.ts";
import { carbons } from "./carbons.ts";
import { channelBinding } from "./channel-binding.ts";
import { disco } from "./disco.ts";
import { message } from "./message.ts";
import { muc } from "./muc.ts";
import { ping } from "./ping.ts";
import { presence } from "./presence.ts";
import { register } from "./register.ts";
import { roster } from "./roster.ts";
import { sasl } from "./sasl.ts";
import { session } from "./session.ts";
import { starttls } from "./starttls.ts";
import { streamManagement } from "./stream-management.ts";
import { time } from "./time.ts";
import { version } from "./version.ts";

export const FEATURES: readonly MakeServerFeature[] = [
  starttls,
  sasl,
  channelBinding,
  register,
  bind,
  session,
  streamManagement,
  roster,
  presence,
  message,
  carbons,
  muc,
  disco,
  ping,
  time,
  version,
];
