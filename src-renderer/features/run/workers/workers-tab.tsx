export function WorkersTab() {
  return null;
}
