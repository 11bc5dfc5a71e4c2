import { useStores } from '../../../stores/stores.ts';
import { useTypedText } from './use-typed-text.ts';

type TypedFieldProps = {
  readonly label: string;
  /** What the text says. */
  readonly value: string;
  readonly placeholder?: string;
  readonly isWrong?: boolean;
  readonly isReadOnly?: boolean;
  /** Whether what is typed so far may already be written: `1e-` may not. */
  readonly isComplete?: (typed: string) => boolean;
  readonly onType: (typed: string) => void;
  /** Once the field is left with nothing in it. */
  readonly onEmpty?: () => void;
};

/**
 * A field of the document: what is typed is in its text at once, as soon as it is something; the rest when the field is
 * left. Escape takes back what was typed in it.
 */
export function TypedField(props: TypedFieldProps) {
  const { label, value, placeholder, isWrong = false, isReadOnly = false, onType, onEmpty } = props;
  const { isComplete = () => true } = props;
  const { draft } = useStores();
  const { input } = useTypedText({
    value,
    onType: (text) => isComplete(text) && onType(text),
    onLeave: (text) => {
      if (text !== null && !isComplete(text)) {
        onType(text);
      }
      if ((text ?? value) === '') {
        onEmpty?.();
      }
      draft.settle();
      return 'taken';
    },
    onTakeBack: onType,
  });
  return (
    <input
      {...input}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      placeholder={placeholder}
      readOnly={isReadOnly}
    />
  );
}
