/**
 * The names looked for. Those of one origin stand together: they are installed together or missing together, which the search
 * makes use of. A change of the list is a new version of the collector.
 */
export const fontNames: readonly string[] = [
  // Windows
  'Aldhabi,Andalus,Angsana New,Arabic Typesetting,Arial,Arial Black,Bahnschrift,BIZ UDGothic,Calibri,Cambria,Cambria Math,Candara,Cascadia Code,Comic Sans MS,Consolas,Constantia,Corbel,Courier New,David,DengXian,DokChampa,Ebrima,Euphemia UCAS,FangSong,Franklin Gothic Medium,Gabriola,Gadugi,Georgia,Gisha,Impact,Javanese Text,KaiTi,Latha,Leelawadee,Leelawadee UI,Lucida Console,Lucida Sans Unicode,Malgun Gothic,Mangal,Marlett,Meiryo,Meiryo UI,Microsoft JhengHei,Microsoft Sans Serif,Microsoft YaHei,MingLiU,MS Gothic,MS Mincho,MS PGothic,MS UI Gothic,MV Boli,Nirmala UI,Palatino Linotype,Sakkal Majalla,Segoe Fluent Icons,Segoe MDL2 Assets,Segoe Print,Segoe Script,Segoe UI,Segoe UI Emoji,Segoe UI Symbol,Segoe UI Variable,SimHei,SimSun,Sitka Text,Sylfaen,Symbol,Tahoma,Times New Roman,Traditional Arabic,Trebuchet MS,Verdana,Webdings,Wingdings,Yu Gothic,Yu Mincho',
  // office and drawing programs
  'Agency FB,Algerian,Aptos,Arial Narrow,Arial Rounded MT Bold,Batang,Bauhaus 93,Berlin Sans FB,Bodoni MT,Book Antiqua,Bookman Old Style,Britannic Bold,Broadway,Centaur,Century,Century Gothic,Century Schoolbook,Copperplate Gothic,Curlz MT,Garamond,Gill Sans MT,Gulim,Gungsuh,Haettenschweiler,Harrington,Jokerman,Lucida Bright,Mistral,Monotype Corsiva,Myriad Pro,OCR A Extended,Rage Italic,Rockwell,Showcard Gothic,Tw Cen MT,Vivaldi,Wingdings 2,ZWAdobeF',
  // macOS and iOS
  'American Typewriter,Andale Mono,Apple Chancery,Apple Color Emoji,Apple SD Gothic Neo,Arial Unicode MS,Avenir,Avenir Next,Baskerville,Bodoni 72,Brush Script MT,Chalkboard,Chalkduster,Cochin,Copperplate,Courier,Didot,DIN Alternate,Futura,Geeza Pro,Geneva,Gill Sans,Heiti SC,Helvetica,Helvetica Neue,Hiragino Kaku Gothic ProN,Hiragino Sans,Hoefler Text,Kohinoor Bangla,Lucida Grande,Marker Felt,Menlo,Monaco,New York,Noteworthy,Optima,Palatino,Papyrus,Phosphate,PingFang SC,SF Pro,Skia,Snell Roundhand,STHeiti,Times,Zapf Dingbats,Zapfino',
  // Linux and Android
  'C059,Cantarell,Carlito,Charter,Cousine,DejaVu Sans,DejaVu Sans Mono,DejaVu Serif,Droid Sans,Fira Code,Fira Sans,FreeMono,FreeSans,Inconsolata,Inter,Lato,Liberation Mono,Liberation Sans,Liberation Serif,Linux Libertine G,Montserrat,Nimbus Mono PS,Nimbus Roman,Nimbus Sans,Noto Color Emoji,Noto Sans,Noto Sans CJK JP,Noto Sans Mono,Noto Serif,Open Sans,OpenSymbol,PT Sans,PT Serif,Roboto,Roboto Condensed,Roboto Mono,Source Code Pro,Source Sans Pro,STIX Two Text,Tinos,Ubuntu,Ubuntu Mono,URW Gothic',
]
  .join()
  .split(',')
