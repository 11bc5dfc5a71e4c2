/** How wide a letter of a tick is, in the units of a picture. */
const LETTER = 5.5;
/** Fewer letters of a longer label tell it from no other. */
const LEAST_LETTERS = 5;

/** A choice below its bar: cut where it is longer than the room, left out where too little of it would be left. */
export function choiceLabel(choice: string, room: number): string {
  const letters = Math.floor(room / LETTER);
  if (choice.length <= letters) {
    return choice;
  }
  return letters < LEAST_LETTERS ? '' : `${choice.slice(0, letters - 1)}…`;
}
