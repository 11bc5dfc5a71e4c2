import type { TrashEntry } from '#core/contract/home.ts';

const HOUR = 3_600_000;

/** What lies in the trash of the made-up disk: two runs and a trial. */
export function demoTrash(): TrashEntry[] {
  const trash = '/users/person/runs/.incumbent-trash';
  const at = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
  return [
    {
      path: `${trash}/resnet-wide-2026-01-03T10-00-00-000Z`,
      original: '/users/person/runs/resnet-wide',
      moved_at: at(2),
      kind: 'run',
      other_place: '/users/person/runs/resnet-wide-restored',
    },
    {
      path: '/users/person/runs/xgb-churn/results/.incumbent-trash/config_12-2026-01-02T10-00-00-000Z',
      original: '/users/person/runs/xgb-churn/results/config_12',
      moved_at: at(26),
      kind: 'trial',
      other_place: null,
    },
    {
      path: `${trash}/first-try-2026-01-01T10-00-00-000Z`,
      original: '/users/person/runs/first-try',
      moved_at: at(72),
      kind: 'run',
      other_place: null,
    },
  ];
}
