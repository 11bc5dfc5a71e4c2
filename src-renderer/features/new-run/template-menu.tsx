import { Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { Button } from '../../components/button.tsx';
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
