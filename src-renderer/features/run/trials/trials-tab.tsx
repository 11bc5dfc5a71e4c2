export function TrialsTab() {
  return null;
}
