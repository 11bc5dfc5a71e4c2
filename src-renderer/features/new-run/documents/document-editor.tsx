import { IconDownload } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { useStore } from 'zustand';
import { inlineSpace } from '#core/config/edit/two-files.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import type { DocumentPart, Draft, SpaceDocument } from '#renderer/stores/draft/draft.ts';
import { baseName } from '../../../format/paths.ts';
import { download } from '../../../host/download.ts';
import { useQuery } from '../../../routing/use-query.ts';
import { useStores } from '../../../stores/stores.ts';
import sideClasses from '../side/side-panel.module.css';
import { useTyping } from '../side/use-typing.ts';
import { YamlEditor, type YamlEditorHandle } from '../side/yaml-editor.tsx';
import classes from './documents.module.css';
import { saveDocumentAs } from './save/save-document.ts';

function Foot({ name, text }: { readonly name: string | null; readonly text: string }) {
  const stores = useStores();
  return (
    <div className={sideClasses.sideFoot}>
      <span className="ellipsis grow">{name ?? (text === '' ? '' : 'Draft kept')}</span>
      <CopyButton text={text}>Copy</CopyButton>
      {stores.connection.host === 'browser' && (
        <Button
          variant="ghost"
          size="small"
          icon={IconDownload}
          onClick={() => download(new Blob([text], { type: 'application/yaml' }), name ?? 'run.yaml')}
        >
          Download
        </Button>
      )}
      <Button
        variant="ghost"
        size="small"
        unavailable={text.trim() === '' ? 'There is nothing to save yet' : null}
        onClick={() => void saveDocumentAs(stores)}
      >
        Save as…
      </Button>
    </div>
  );
}

function fileName(path: string, { text, original }: Pick<Draft, 'text' | 'original'>): string {
  return `${baseName(path)}${text === original ? '' : ' •'}`;
}

type FilesProps = {
  readonly space: SpaceDocument;
  readonly part: DocumentPart;
  readonly onPart: (part: DocumentPart) => void;
};

/** Which of the two files is in the editor, and the way to make one of them. */
function Files({ space, part, onPart }: FilesProps) {
  const { draft } = useStores();
  const main = useStore(draft);
  const [refusal, setRefusal] = useState<string | null>(null);
  const inline = () => {
    const inlined = inlineSpace({ text: main.text, space: space.text });
    if (inlined.kind === 'refused') {
      setRefusal(inlined.reason);
    } else {
      setRefusal(null);
      onPart('main');
      draft.change({ text: inlined.text }, null);
    }
  };
  return (
    <div className={classes.files}>
      <Segmented
        label="File"
        value={part}
        options={[
          { value: 'main', label: main.file === null ? 'Run' : fileName(main.file, main) },
          { value: 'space', label: fileName(space.path, space) },
        ]}
        onChange={onPart}
      />
      <span className="grow text3 small" role="status">
        {refusal}
      </span>
      <Button size="small" variant="ghost" onClick={inline}>
        Inline it
      </Button>
    </div>
  );
}

type DocumentEditorProps = { readonly problems: readonly Problem[]; readonly handle: Ref<YamlEditorHandle> };

/** The files of the document as text, one at a time: the run, and its search space where that has a file of its own. */
export function DocumentEditor({ problems, handle }: DocumentEditorProps) {
  const { draft } = useStores();
  const { text, version, file, space } = useStore(draft);
  const [query, setQuery] = useQuery();
  const part: DocumentPart = space !== null && query.get('part') === 'space' ? 'space' : 'main';
  const typed = useTyping(part);
  const shown =
    part === 'space' && space !== null ? { text: space.text, path: space.path } : { text, path: file };
  const own = problems.filter((problem) =>
    part === 'space' ? problem.file === space?.written : problem.file === null || problem.file === file,
  );
  return (
    <>
      {space !== null && (
        <Files
          space={space}
          part={part}
          onPart={(next) => setQuery({ part: next === 'main' ? null : next })}
        />
      )}
      <YamlEditor
        text={shown.text}
        version={`${version} ${part === 'space' ? shown.path : ''}`}
        problems={own}
        onType={typed}
        handle={handle}
      />
      <Foot name={shown.path === null ? null : baseName(shown.path)} text={shown.text} />
    </>
  );
}
