import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import {
  chosenFunction,
  mismatchWords,
  parametersFromSignature,
  remedyOf,
  signatureMismatches,
  signatureText,
} from '#core/config/signature/mismatches.ts';
import type { PipelineFunction, PipelineSource } from '#core/contract/setup/pipeline.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import { Select } from '../fields/select.tsx';
import { FileButton } from './file-button.tsx';
import classes from './pipeline.module.css';

type SourceProps = { readonly source: PipelineSource; readonly form: DocumentForm };

type ChosenProps = SourceProps & { readonly found: PipelineFunction };

/** The functions of the pipeline's file, and where the chosen one and the search space do not fit. */
export function FunctionPart({ source, form }: { source: PipelineSource | null; form: DocumentForm }) {
  const found = source === null ? null : chosenFunction(source);
  return (
    <div className={classes.part}>
      <div className={classes.row}>
        <FileButton form={form} />
        {source !== null && <FunctionChooser source={source} form={form} />}
      </div>
      {source !== null && found === null && <FunctionOffers source={source} form={form} />}
      {source !== null && found !== null && (
        <p className={classes.signature}>{signatureText(found, source.language)}</p>
      )}
      {source !== null && found !== null && <Fit source={source} form={form} found={found} />}
    </div>
  );
}

function FunctionChooser({ source, form }: SourceProps) {
  const names = source.functions.map(({ name }) => name);
  const isListed = source.chosen !== null && names.includes(source.chosen);
  if (names.length === 0) {
    return (
      <span className="text3 small">No function stands in {source.written} where it could be called.</span>
    );
  }
  const options = names.map((name) => ({ value: name, label: name }));
  return (
    <>
      <span className="text3 small">Functions of the file</span>
      <Select
        label="Function of the file"
        value={isListed ? (source.chosen ?? '') : ''}
        options={isListed ? options : [{ value: '', label: 'Choose one' }, ...options]}
        onChange={(name) => name !== '' && choose(name, { source, form })}
      />
    </>
  );
}

/** While none of the file's functions is named: each with its arguments, a press from being it. */
function FunctionOffers({ source, form }: SourceProps) {
  return source.functions.length === 0 ? null : (
    <ul className={classes.functions} aria-label="Functions of the file">
      {source.functions.map((offered) => (
        <li key={offered.name} className={classes.function}>
          <span className={classes.signature}>{signatureText(offered, source.language)}</span>
          <Button
            size="small"
            unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
            onClick={() => choose(offered.name, { source, form })}
          >
            {`Use ${offered.name}`}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function choose(name: string, { source, form }: SourceProps): void {
  form.edit(form.settings?.edits('evaluate_pipeline', `${source.written}:${name}`) ?? [], null);
}

function Fit({ source, form, found }: ChosenProps) {
  const names = form.drafts?.map(({ name }) => name) ?? null;
  if (names === null) {
    return null;
  }
  const additions = parametersFromSignature(found, source.language, names);
  const mismatches = signatureMismatches(found, source.language, names);
  return (
    <>
      {mismatches.length > 0 && (
        <ul className={classes.mismatches} aria-label="Where function and search space do not fit">
          {mismatches.map((mismatch) => {
            const words = mismatchWords(mismatch, found.name);
            const remedy = remedyOf(mismatch);
            return (
              <li key={words} className={classes.mismatch}>
                <Icon of={IconAlertTriangle} small />
                <span className="grow small">
                  <Message>{words}</Message>
                </span>
                {remedy !== null && (
                  <Button
                    size="small"
                    unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
                    onClick={() => form.edit(remedy.edits, null)}
                  >
                    {remedy.words}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <div className={classes.row}>
        <Button
          size="small"
          icon={IconPlus}
          unavailable={unavailable(form, additions.length)}
          onClick={() => form.edit(additions, null)}
        >
          Add parameters from the signature
        </Button>
      </div>
    </>
  );
}

function unavailable(form: DocumentForm, count: number): string | null {
  if (form.isBehind) {
    return 'The YAML can’t be read just now';
  }
  return count === 0 ? 'The search space has all that the signature tells' : null;
}
