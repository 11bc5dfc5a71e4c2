import { Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { PopUpMenu } from '#renderer/components/buttons/pop-up-menu.tsx';
import classes from '../new-run.module.css';
import { type TemplateChoice, useTemplateGroups } from './use-template-list.ts';

function Choices({ title, choices }: { title: string; choices: readonly TemplateChoice[] }) {
  return choices.length === 0 ? null : (
    <>
      <Menu.Label>{title}</Menu.Label>
      {choices.map(({ name, about, use }) => (
        <Menu.Item key={name} onClick={use}>
          {name}
          {about && <div className="text3 small">{about}</div>}
        </Menu.Item>
      ))}
    </>
  );
}

/** Texts to begin with. What is on the screen gives way; undo brings it back. */
export function TemplateMenu() {
  const { beginnings, examples, runs, file } = useTemplateGroups();
  return (
    <PopUpMenu target={<Button icon={IconTemplate}>Use a template</Button>} className={classes.templateMenu}>
      <Choices title="Start from" choices={beginnings} />
      <Choices title="Examples" choices={examples} />
      <Choices title="Earlier runs" choices={runs} />
      <Menu.Divider />
      <Menu.Item onClick={file.use}>{file.name}</Menu.Item>
    </PopUpMenu>
  );
}

function Row({ title, choices }: { title: string; choices: readonly TemplateChoice[] }) {
  return choices.length === 0 ? null : (
    <fieldset className={classes.templateRow}>
      <legend>{title}</legend>
      {choices.map(({ name, use }) => (
        <Button key={name} onClick={use}>
          {name}
        </Button>
      ))}
    </fieldset>
  );
}

/** The same in the open, where nothing has been written yet. */
export function TemplateButtons() {
  const { beginnings, examples } = useTemplateGroups();
  return (
    <div className={classes.templates}>
      <Row title="Start from" choices={beginnings} />
      <Row title="Examples" choices={examples} />
    </div>
  );
}
