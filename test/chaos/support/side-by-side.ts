/** Does something with every item, `width` of them at a time; answers in the order of the items. */
export async function sideBySide<Item, Answer>(
  width: number,
  items: readonly Item[],
  act: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const left = [...items.entries()];
  async function work(): Promise<void> {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, item] = next;
      answers[index] = await act(item);
    }
  }
  await Promise.all(Array.from({ length: width }, work));
  return answers;
}
