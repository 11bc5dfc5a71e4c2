import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import type { DocumentPart, FileNews } from '#renderer/stores/draft/draft.ts';
import { baseName } from '../../../format/paths.ts';
import { useStores } from '../../../stores/stores.ts';
import { LineDiff } from './compare/line-diff-view.tsx';
import classes from './documents.module.css';
import { saveAgain, saveDocumentAs } from './save/save-document.ts';

type NoticeProps = {
  readonly part: DocumentPart;
  readonly name: string;
  readonly text: string;
  readonly news: FileNews;
};

type DifferenceProps = {
  readonly name: string;
  readonly theirs: string;
  readonly mine: string;
  readonly onSettle: (keep: 'mine' | 'theirs') => void;
  readonly onClose: () => void;
};

/** What the file says now beside what is on screen, with the same two answers. */
function DifferenceDialog({ name, theirs, mine, onSettle, onClose }: DifferenceProps) {
  return (
    <Dialog
      title={`${name}: theirs and yours`}
      lead="Lines with − are in the file, those with + on this screen."
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <>
          <Button size="large" onClick={() => onSettle('theirs')}>
            Take theirs
          </Button>
          <Button size="large" onClick={() => onSettle('mine')}>
            Keep mine
          </Button>
        </>
      }
    >
      <LineDiff label={`Differences of ${name}`} before={theirs} after={mine} />
    </Dialog>
  );
}

function Conflict({ part, name, text, theirs }: Omit<NoticeProps, 'news'> & { readonly theirs: string }) {
  const { draft } = useStores();
  const [isShown, show] = useState(false);
  const settle = (keep: 'mine' | 'theirs') => draft.settleConflict(part, keep);
  return (
    <>
      <span className="grow">
        <b>{name} was changed elsewhere</b>, in lines that were changed here too. Nothing is saved until you
        choose.
      </span>
      <Button size="small" onClick={() => show(true)}>
        Show difference
      </Button>
      <Button size="small" onClick={() => settle('theirs')}>
        Take theirs
      </Button>
      <Button size="small" onClick={() => settle('mine')}>
        Keep mine
      </Button>
      {isShown && (
        <DifferenceDialog
          name={name}
          theirs={theirs}
          mine={text}
          onSettle={settle}
          onClose={() => show(false)}
        />
      )}
    </>
  );
}

function Gone({ part, name }: Pick<NoticeProps, 'part' | 'name'>) {
  const stores = useStores();
  return (
    <>
      <span className="grow">
        <b>{name} is not there any more.</b> What it said is still here.
      </span>
      <Button size="small" onClick={() => void saveAgain(stores, part)}>
        Save it again
      </Button>
      {part === 'main' && (
        <Button size="small" onClick={() => void saveDocumentAs(stores)}>
          Save as…
        </Button>
      )}
    </>
  );
}

function Notice({ news, ...about }: NoticeProps) {
  return (
    <div className={classes.notice} role="alert">
      <Icon of={IconAlertTriangle} />
      {news.kind === 'gone' ? <Gone {...about} /> : <Conflict {...about} theirs={news.theirs} />}
    </div>
  );
}

/** What happened to the document's files and needs an answer. */
export function FileNotices() {
  const { draft } = useStores();
  const { file, text, news, space } = useStore(draft);
  return (
    <>
      {file !== null && news !== null && <Notice part="main" name={baseName(file)} text={text} news={news} />}
      {space !== null && space.news !== null && (
        <Notice part="space" name={baseName(space.path)} text={space.text} news={space.news} />
      )}
    </>
  );
}
