export type Expected = string | RegExp | ((screen: string) => boolean);

const patience = 10_000;

interface Waits {
  /** Resolves as soon as the screen is as expected. */
  waitFor(expected: Expected): Promise<void>;
  /** To be called when the screen has changed. */
  check(): void;
  /** To be called when it will not change any more. */
  end(): void;
}

/** Ways to read one screen, the first of which is shown to a person and to predicates. */
type Views = readonly [() => string, ...(() => string)[]];

/** Waits that look at the screen when it changes, and at no other time. */
export function createWaits(views: Views): Waits {
  const pending = new Set<() => void>();
  let hasEnded = false;
  const checkAll = () => {
    for (const check of pending) check();
  };
  return {
    waitFor: function waitFor(expected) {
      // Made here, so that its stack begins at the line of the test.
      const failure = new Error();
      Error.captureStackTrace(failure, waitFor);
      return new Promise((resolve, reject) => {
        const settle = () => {
          clearTimeout(timer);
          pending.delete(check);
        };
        const fail = (why: string) => {
          settle();
          failure.message = `Waited for ${describe(expected)}: ${why}; the screen shows\n${views[0]()}`;
          reject(failure);
        };
        const check = () => {
          if (isMet(expected, views)) {
            settle();
            resolve();
          } else if (hasEnded) fail("the program has ended");
        };
        const timer = setTimeout(fail, patience, `it did not come in ${patience / 1000} s`);
        pending.add(check);
        check();
      });
    },
    check: checkAll,
    end() {
      hasEnded = true;
      checkAll();
    },
  };
}

function isMet(expected: Expected, views: Views): boolean {
  if (typeof expected === "function") return expected(views[0]());
  const isOn = (screen: string) =>
    // search() rather than test(), which remembers where a global pattern matched last.
    typeof expected === "string" ? screen.includes(expected) : screen.search(expected) >= 0;
  return views.some((view) => isOn(view()));
}

function describe(expected: Expected): string {
  return typeof expected === "string" ? JSON.stringify(expected) : String(expected);
}
