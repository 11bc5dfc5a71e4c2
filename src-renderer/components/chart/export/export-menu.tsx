import { IconDownload, IconFileTypeCsv, IconFileTypePng, IconFileTypeSvg } from '@tabler/icons-react';
import { ActionMenu } from '#renderer/components/buttons/action-menu.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { downloadCsv } from '#renderer/host/download.ts';
import { action } from '#renderer/stores/action.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { exportPng, exportSvg } from './export-picture.ts';

type ExportMenuProps = {
  /** File name without its ending. */
  readonly name: string;
  readonly drawing: () => SVGSVGElement | null;
  readonly csv: () => string;
  /** What it exports, where there is room for a sign alone. */
  readonly about?: string;
};

/** A chart as a picture or as its numbers. */
export function ExportMenu({ name, drawing, csv, about }: ExportMenuProps) {
  const { notifications } = useStores();
  const picture = (make: (svg: SVGSVGElement) => void | Promise<void>) => async () => {
    const svg = drawing();
    try {
      if (svg) {
        await make(svg);
      }
    } catch {
      notifications.notify({
        tone: 'failed',
        title: 'The picture could not be drawn',
        message: 'Export the chart as SVG instead.',
        address: null,
      });
    }
  };
  const group = 'Export';
  return (
    <ActionMenu
      label="Export"
      target={
        <Button
          size="small"
          variant="ghost"
          icon={IconDownload}
          label={about === undefined ? undefined : `Export ${about}`}
        >
          {about === undefined ? 'Export' : null}
        </Button>
      }
      actions={[
        action({
          id: 'export-png',
          name: 'PNG picture',
          group,
          icon: IconFileTypePng,
          run: () => void picture((svg) => exportPng(svg, name))(),
        }),
        action({
          id: 'export-svg',
          name: 'SVG drawing',
          group,
          icon: IconFileTypeSvg,
          run: () => void picture((svg) => exportSvg(svg, name))(),
        }),
        action({
          id: 'export-csv',
          name: 'CSV numbers',
          group,
          icon: IconFileTypeCsv,
          run: () => downloadCsv(csv(), name),
        }),
      ]}
    />
  );
}
