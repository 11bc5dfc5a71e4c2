import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';

type CopyButtonProps = Pick<ButtonProps, 'variant' | 'size' | 'label'> & {
  /** What is put on the clipboard. */
  readonly text: string | (() => string);
  readonly children?: string;
};

const CONFIRM_MILLISECONDS = 1_500;

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, children, variant = 'ghost', size = 'small', label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), CONFIRM_MILLISECONDS) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    setCopied(true);
  };
  return (
    <Button variant={variant} size={size} icon={copied ? IconCheck : IconCopy} label={label} onClick={copy}>
      {children && (copied ? 'Copied' : children)}
    </Button>
  );
}
