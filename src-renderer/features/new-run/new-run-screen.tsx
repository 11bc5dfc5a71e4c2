export function NewRunScreen() {
  return <h1>New run</h1>;
}
