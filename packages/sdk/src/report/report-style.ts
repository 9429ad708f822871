/**
 * The style of the dialog. System colours follow the visitor's colour scheme; sizes are pixels, because pages change the size
 * of a rem. `all: initial` with priority keeps every rule of the page out, also `* { all: unset }`.
 */
export const reportStyle = `
:host { all: initial !important }
dialog {
  box-sizing: border-box; width: min(440px, calc(100vw - 32px)); max-height: calc(100vh - 32px); overflow: auto;
  padding: 20px; border: 1px solid #767676; border-radius: 8px;
  background: Canvas; color: CanvasText; color-scheme: light dark;
  font: 16px/1.5 system-ui, sans-serif; text-align: start; overflow-wrap: anywhere;
}
dialog::backdrop { background: rgb(0 0 0 / 50%) }
dialog.plain { position: fixed; z-index: 2147483647; top: 16px; left: 0; right: 0; display: block; margin: 0 auto }
h2 { margin: 0 0 8px; font-size: 20px; line-height: 1.3 }
p { margin: 0 0 12px }
label { display: block; margin: 0 0 12px }
textarea, input {
  box-sizing: border-box; display: block; width: 100%; margin: 4px 0 0; padding: 8px;
  border: 1px solid #767676; border-radius: 4px; background: Field; color: FieldText; font: inherit;
}
textarea { min-height: 96px; resize: vertical }
.number { margin: 0 0 12px; font-size: 20px; font-weight: 600 }
.number strong { display: block; font-size: 44px; line-height: 1.2; font-variant-numeric: tabular-nums }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end }
button {
  min-height: 40px; padding: 6px 16px; border: 1px solid CanvasText; border-radius: 4px;
  background: Canvas; color: CanvasText; font: inherit; cursor: pointer;
}
button.main { background: CanvasText; color: Canvas }
button:disabled { opacity: .6; cursor: default }
:focus-visible { outline: 3px solid #1d7fe0; outline-offset: 2px }
[hidden] { display: none }
`
