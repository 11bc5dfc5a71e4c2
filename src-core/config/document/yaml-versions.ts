/** A form of plain text that YAML 1.1 (PyYAML) takes for something that YAML 1.2 does not. */
type Form = { readonly pattern: RegExp; readonly reading: (source: string) => string };

const FORMS: readonly Form[] = [
  { pattern: /^(?:yes|Yes|YES|on|On|ON)$/, reading: () => 'true' },
  { pattern: /^(?:no|No|NO|off|Off|OFF)$/, reading: () => 'false' },
  { pattern: /^[-+]?0b[01_]+$/, reading: () => 'a binary number' },
  { pattern: /^[-+]?0x[\da-fA-F_]+$/, reading: () => 'a hexadecimal number' },
  { pattern: /^0o[0-7]+$/, reading: () => 'a text' },
  { pattern: /^[-+]?0[0-7_]+$/, reading: (source) => `the octal number ${octal(source)}` },
  { pattern: /^[-+]?0\d+$/, reading: () => 'a text' },
  { pattern: /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/, reading: () => 'a number of base 60' },
  {
    pattern: /^[-+]?\d[\d_]*(?:\.[\d_]*(?:[eE][-+]\d+)?)?$/,
    reading: (source) => source.replaceAll('_', ''),
  },
  { pattern: /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/, reading: () => 'a date' },
  { pattern: /^=$/, reading: () => 'nothing it knows' },
];

/** What both versions read alike although a form above matches it. */
const ALIKE = /^(?:[-+]?(?:0|[1-9]\d*)|[-+]?\d+\.\d*(?:[eE][-+]\d+)?|0x[\da-fA-F]+|[-+]?0+[0-7])$/;

/**
 * What YAML 1.1 reads where it differs from 1.2, in words; null where both read the same. Numbers with an exponent
 * are not among them: they are numbers here whatever a version makes of them.
 */
export function readingInYaml11(source: string): string | null {
  if (ALIKE.test(source)) {
    return null;
  }
  return FORMS.find((form) => form.pattern.test(source))?.reading(source) ?? null;
}

function octal(source: string): number {
  const digits = source.replace(/[-+_]/g, '');
  return Number.parseInt(digits, 8) * (source.startsWith('-') ? -1 : 1);
}
