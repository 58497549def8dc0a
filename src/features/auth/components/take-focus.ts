/** For `ref` of what takes the place of the button that was pressed, so that a keyboard or a screen reader goes on there. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
