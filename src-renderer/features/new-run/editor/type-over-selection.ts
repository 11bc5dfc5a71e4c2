import { EditorView } from '@codemirror/view';

/**
 * Replaces the selection by typed text before the browser does it: it would carry the look of what was there over to
 * the new text in a `style` attribute, which the page's policy refuses.
 */
export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const isTyped = event.inputType === 'insertText' && event.data !== null && !event.isComposing;
    if (!isTyped || view.state.selection.main.empty) {
      return false;
    }
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});
