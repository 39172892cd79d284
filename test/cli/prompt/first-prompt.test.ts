import { expect, test } from "vitest";
import { firstPrompt } from "../../../src/cli/prompt/interactive.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { placeOf } from "../../../src/repl/place.ts";
import { OFFLINE } from "../../../src/session/state.ts";
import { tryOut } from "../../helpers/try-out.ts";

test.each([20, 40, 49, 50, 80, 200])(
  "in %i columns the prompt that is drawn before anything is loaded is the one that follows from the state",
  (columns) => {
    const { clients, filters } = tryOut();
    expect(firstPrompt(columns)).toBe(placeOf({ clients, filters, theme: NO_COLOR, columns }));
    expect(clients.current.session.state).toEqual(OFFLINE);
  },
);
