// How many slips of the fingers lie between two words.

/** Letters that are missing, too many, or wrong; two neighbours that changed places are one slip. */
export function mistakes(typed: string, meant: string): number {
  let twoBack: readonly number[] = [];
  let back: readonly number[] = Array.from({ length: meant.length + 1 }, (_, at) => at);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= meant.length; column++) {
      const isSame = typed[row - 1] === meant[column - 1];
      const isSwapped = typed[row - 1] === meant[column - 2] && typed[row - 2] === meant[column - 1];
      const ways = [
        (back[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (back[column - 1] ?? 0) + (isSame ? 0 : 1),
        ...(isSwapped && row > 1 && column > 1 ? [(twoBack[column - 2] ?? 0) + 1] : []),
      ];
      current.push(Math.min(...ways));
    }
    twoBack = back;
    back = current;
  }
  return back[meant.length] ?? 0;
}
