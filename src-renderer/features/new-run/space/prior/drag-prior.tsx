import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { placeInRange } from '#core/analysis/charts/place-in-range.ts';
import type { ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { withField } from '#core/config/edit/parameters/parameter-edits.ts';
import type { NumericalParameter, Parameter, PriorConfidence } from '#core/contract/space.ts';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { AXIS, leftOf } from '../parameter/axis.ts';
import classes from './drag-prior.module.css';
import { priorSource } from './prior-source.ts';
import { confidenceNear, spreadPlace } from './prior-spread.ts';

type DragPriorProps = {
  readonly parameter: Parameter;
  readonly draft: ParameterDraft;
  readonly edit: EditDocument;
  readonly children: ReactNode;
};

const CONFIDENCES: readonly PriorConfidence[] = ['low', 'medium', 'high'];
/** Pixels that the pointer is moved up or down for the next confidence. */
const CONFIDENCE_PIXELS = 16;
/** Share of the axis that an arrow key moves the centre. */
const KEY_STEP = 0.02;

function confidenceAt(index: number): PriorConfidence {
  return CONFIDENCES[Math.min(Math.max(index, 0), CONFIDENCES.length - 1)] ?? 'low';
}

type Handle = {
  readonly parameter: NumericalParameter;
  readonly draft: ParameterDraft;
  readonly edit: EditDocument;
};

function usePriorMoves({ parameter, draft, edit }: Handle) {
  const about = `${draft.name}.prior`;
  const confidence = CONFIDENCES.indexOf(parameter.prior_confidence ?? 'low');
  return {
    confidence,
    moveTo: (place: number, index: number) =>
      edit(
        [
          ...withField(draft, 'prior', priorSource(parameter, place)),
          ...(index === confidence || parameter.prior === null
            ? []
            : withField({ ...draft, isShort: false }, 'prior_confidence', confidenceAt(index))),
        ],
        about,
      ),
  };
}

/** Where on the axis, from 0 to 1, a pointer is over a handle; null where the handle is not held. */
function heldAt(event: PointerEvent<HTMLDivElement>): number | null {
  const box = event.currentTarget.parentElement?.getBoundingClientRect();
  if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) {
    return null;
  }
  const x = (event.clientX - box.left) / (box.width / AXIS.width);
  return (x - AXIS.left) / (AXIS.right - AXIS.left);
}

/** For the pointer alone: for keys there are the confidence's own buttons. */
function SpreadHandle({ parameter, draft, edit }: Handle) {
  const { draft: store } = useStores();
  const centre = parameter.prior === null ? null : placeInRange(parameter, parameter.prior);
  if (centre === null) {
    return null;
  }
  const now = parameter.prior_confidence ?? 'low';
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const place = heldAt(event);
    const next = place === null ? now : confidenceNear(centre, place);
    if (next !== now) {
      edit(withField({ ...draft, isShort: false }, 'prior_confidence', next), `${draft.name}.spread`);
    }
  };
  return (
    <div
      aria-hidden
      className={classes.spread}
      style={{ left: percentOf(spreadPlace(centre, now)) }}
      title="Drag sideways: the nearer, the surer"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={store.settle}
    />
  );
}

function percentOf(place: number): string {
  return `${(leftOf(place) / AXIS.width) * 100}%`;
}

function PriorHandle(props: Handle) {
  const { parameter } = props;
  const { draft: store } = useStores();
  const { confidence, moveTo } = usePriorMoves(props);
  const from = useRef({ y: 0, confidence: 0 });
  const place = parameter.prior === null ? 0.5 : (placeInRange(parameter, parameter.prior) ?? 0.5);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const at = heldAt(event);
    if (at !== null) {
      const steps = Math.round((from.current.y - event.clientY) / CONFIDENCE_PIXELS);
      moveTo(Math.min(Math.max(at, 0), 1), from.current.confidence + steps);
    }
  };
  const press = (event: KeyboardEvent) => {
    const along = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key] ?? 0;
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key] ?? 0;
    if (along !== 0 || up !== 0) {
      event.preventDefault();
      moveTo(Math.min(Math.max(place + along, 0), 1), confidence + up);
    }
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes.handle}
      data-none={parameter.prior === null || undefined}
      style={{ left: percentOf(place) }}
      aria-label={`Prior of ${parameter.name}, by dragging`}
      aria-valuemin={parameter.lower}
      aria-valuemax={parameter.upper}
      aria-valuenow={parameter.prior ?? parameter.lower}
      aria-valuetext={
        parameter.prior === null ? 'none' : `${parameter.prior}, ${parameter.prior_confidence} confidence`
      }
      title="Drag sideways to move the prior, up and down for the confidence"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { y: event.clientY, confidence };
      }}
      onPointerMove={drag}
      onPointerUp={store.settle}
      onKeyDown={press}
      onBlur={store.settle}
    />
  );
}

/** An axis with a handle on its prior: sideways for the centre, up and down for the confidence; arrow keys do the same. */
export function DragPrior({ parameter, draft, edit, children }: DragPriorProps) {
  const isRange = parameter.kind === 'float' || parameter.kind === 'integer';
  return (
    <div className={classes.axis}>
      {children}
      {isRange && !parameter.is_fidelity && (
        <>
          <PriorHandle parameter={parameter} draft={draft} edit={edit} />
          <SpreadHandle parameter={parameter} draft={draft} edit={edit} />
        </>
      )}
    </div>
  );
}
