import { EditorView } from '@codemirror/view';

/**
 * Replaces the selection by typed text before the browser does it: it would carry the look of what was there over to
 * the new text in a `style` attribute, which the page's policy refuses.
 */
export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || event.data === null || event.isComposing) {
      return false;
    }
    // The browser's own selection: the editor hears of a new one only a moment later.
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed || !view.contentDOM.contains(selection.anchorNode)) {
      return false;
    }
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const from = view.posAtDOM(startContainer, startOffset);
    const to = view.posAtDOM(endContainer, endOffset);
    view.dispatch({
      changes: { from, to, insert: event.data },
      selection: { anchor: from + event.data.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  },
});
