const list = (names: string) => names.split(',')

/**
 * Names that are always tested: fonts that people install by themselves, and fonts that Android, fontconfig or
 * Chromium on Linux replace by another (Calibri by Carlito). Names of one origin are grouped, because they are
 * installed or missing together, which makes the search faster. A change of these lists needs a new version of the
 * collector.
 */
export const commonFonts: readonly string[] = [
  // Windows
  'Arial,Times New Roman,Courier New,Calibri,Cambria,Consolas,Palatino Linotype,Symbol,Microsoft YaHei,MingLiU,MS Gothic,MS Mincho,MS PGothic,SimHei,SimSun,BIZ UDGothic,Cascadia Code',
  // office and drawing programs
  'Aptos,Arial Narrow,Bookman Old Style,Century Schoolbook,Garamond,Myriad Pro',
  // macOS and iOS
  'Baskerville,Courier,Futura,Gill Sans,Helvetica,Monaco,Palatino,SF Pro,Times,Zapf Dingbats',
  // Linux and Android
  'C059,Nimbus Mono PS,Nimbus Roman,Nimbus Sans,URW Gothic,DejaVu Sans,DejaVu Sans Mono,DejaVu Serif,Cantarell,Carlito,Charter,Droid Sans,Fira Code,Fira Sans,Inconsolata,Inter,Lato,Linux Libertine G,Montserrat,Noto Color Emoji,Noto Sans,Noto Sans CJK JP,Noto Sans Mono,Noto Serif,Open Sans,OpenSymbol,Roboto,Roboto Condensed,Roboto Mono,Source Code Pro,Source Sans Pro,STIX Two Text,Ubuntu,Ubuntu Mono',
].flatMap(list)

/** macOS has some of them, and Office or drawing programs bring them to Windows. */
const onWindowsAndMac = list(
  'Arial Rounded MT Bold,Arial Unicode MS,Avenir,Brush Script MT,Didot,Optima,Papyrus,Rockwell',
)

/** Names that come with a system or its programs. The `others` are tested only if one of the `tellers` is found. */
export const fontsOfSystems: readonly { tellers: readonly string[]; others: readonly string[] }[] = [
  // Linux: packages of families
  {
    tellers: list('FreeSans,Liberation Sans,PT Sans,Tinos'),
    others: list('Cousine,FreeMono,Liberation Mono,Liberation Serif,PT Serif'),
  },
  // Windows and macOS have them all but Marlett, so has Linux by the package of core fonts for the Web or that of Wine
  {
    tellers: list('Comic Sans MS,Georgia,Tahoma,Verdana'),
    others: list('Andale Mono,Arial Black,Impact,Marlett,Microsoft Sans Serif,Trebuchet MS,Webdings,Wingdings'),
  },
  // Windows (every one since Vista has the first three) and Office
  {
    tellers: list('Segoe UI,Lucida Console,Candara,Century Gothic'),
    others: [
      ...list(
        'Aldhabi,Andalus,Angsana New,Arabic Typesetting,Bahnschrift,Cambria Math,Constantia,Corbel,David,DengXian,DokChampa,Ebrima,FangSong,Franklin Gothic Medium,Gabriola,Gadugi,Gisha,Javanese Text,KaiTi,Latha,Leelawadee,Leelawadee UI,Lucida Sans Unicode,Malgun Gothic,Mangal,Meiryo,Meiryo UI,Microsoft JhengHei,MS UI Gothic,MV Boli,Nirmala UI,Sakkal Majalla,Segoe Fluent Icons,Segoe MDL2 Assets,Segoe Print,Segoe Script,Segoe UI Emoji,Segoe UI Symbol,Segoe UI Variable,Sitka Text,Sylfaen,Traditional Arabic,Yu Gothic,Yu Mincho,Agency FB,Algerian,Batang,Bauhaus 93,Berlin Sans FB,Bodoni MT,Book Antiqua,Britannic Bold,Broadway,Centaur,Century,Copperplate Gothic,Curlz MT,Gill Sans MT,Gulim,Gungsuh,Haettenschweiler,Harrington,Jokerman,Lucida Bright,Mistral,Monotype Corsiva,OCR A Extended,Rage Italic,Showcard Gothic,Tw Cen MT,Vivaldi,Wingdings 2,ZWAdobeF',
      ),
      ...onWindowsAndMac,
    ],
  },
  // macOS has all five, iOS the last three
  {
    tellers: list('Geneva,Lucida Grande,Helvetica Neue,Menlo,PingFang SC'),
    others: [
      ...list(
        'American Typewriter,Apple Chancery,Apple Color Emoji,Apple SD Gothic Neo,Avenir Next,Bodoni 72,Chalkboard,Chalkduster,Cochin,Copperplate,DIN Alternate,Euphemia UCAS,Geeza Pro,Heiti SC,Hiragino Kaku Gothic ProN,Hiragino Sans,Hoefler Text,Kohinoor Bangla,Marker Felt,New York,Noteworthy,Phosphate,Skia,Snell Roundhand,STHeiti,Zapfino',
      ),
      ...onWindowsAndMac,
    ],
  },
]

/** Every name that may be tested. */
export const fontNames: readonly string[] = [
  ...new Set([...commonFonts, ...fontsOfSystems.flatMap(({ tellers, others }) => [...tellers, ...others])]),
]
