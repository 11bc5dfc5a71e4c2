export function HomeScreen() {
  return <h1>Runs</h1>;
}
