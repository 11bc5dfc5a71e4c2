import { Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { Button } from '../../components/button.tsx';
import classes from './new-run.module.css';
import { useTemplateList } from './use-template-list.ts';

/** Texts to begin with. What is in the editor is replaced; the editor's own undo does not reach back behind that. */
export function TemplateMenu() {
  const templates = useTemplateList();
  return (
    <Menu>
      <Menu.Target>
        <Button icon={IconTemplate}>Use a template</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {templates.map(({ name, about, use }) => (
          <Menu.Item key={name} onClick={use}>
            {name}
            {about && <div className="text3 small">Needs {about}</div>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same in the open, where nothing has been written yet. */
export function TemplateButtons() {
  return (
    <div className={classes.templates}>
      {useTemplateList().map(({ name, use }) => (
        <Button key={name} onClick={use}>
          {name}
        </Button>
      ))}
    </div>
  );
}
