type DraggedPartProps = {
  readonly dragged: readonly [number, number] | null;
  readonly top: number;
  readonly height: number;
};

/** The part of the axis that is dragged over. */
export function DraggedPart({ dragged, top, height }: DraggedPartProps) {
  return (
    dragged && (
      <rect
        x={dragged[0]}
        y={top}
        width={dragged[1] - dragged[0]}
        height={height}
        fill="var(--text3)"
        fillOpacity={0.14}
      />
    )
  );
}
