/** A property of the document itself: `<form name="title">` puts an element in the place of `document.title`. */
export function documentProperty<Name extends keyof Document>(name: Name): Document[Name] {
  return typeof document[name] === 'object' ? Reflect.get(Document.prototype, name, document) : document[name]
}
