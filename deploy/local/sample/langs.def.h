/*
 * The languages a placeholder may ask for:
 * LANG(word, months, weekdays from Sunday, long, day, short, month).
 * The last four are patterns; format.h says what their letters mean.
 */
/* clang-format off */
LANG("en", L("January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"),
	L("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday"),
	"%A, %e %B %Y", "%A %e %B", "%e %b %Y", "%B %Y")
LANG("us", L("January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"),
	L("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday"),
	"%A, %B %e, %Y", "%A, %B %e", "%b %e, %Y", "%B %Y")
LANG("fr", L("janvier", "février", "mars", "avril", "mai", "juin", "juillet",
	"août", "septembre", "octobre", "novembre", "décembre"),
	L("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
	"samedi"),
	"%A %e %B %Y", "%A %e %B", "%d/%m/%Y", "%B %Y")
LANG("de", L("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
	"August", "September", "Oktober", "November", "Dezember"),
	L("Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag",
	"Freitag", "Samstag"),
	"%A, %e. %B %Y", "%A, %e. %B", "%d.%m.%Y", "%B %Y")
LANG("es", L("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	"agosto", "septiembre", "octubre", "noviembre", "diciembre"),
	L("domingo", "lunes", "martes", "miércoles", "jueves", "viernes",
	"sábado"),
	"%A, %e de %B de %Y", "%A %e de %B", "%d/%m/%Y", "%B de %Y")
LANG("pl", L("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
	"lipca", "sierpnia", "września", "października", "listopada",
	"grudnia"),
	L("niedziela", "poniedziałek", "wtorek", "środa", "czwartek",
	"piątek", "sobota"),
	"%A, %e %B %Y", "%A, %e %B", "%d.%m.%Y", "%m.%Y")
LANG("ja", L("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月",
	"10月", "11月", "12月"),
	L("日", "月", "火", "水", "木", "金", "土"),
	"%Y年%B%e日(%A)", "%B%e日(%A)", "%Y/%m/%d", "%Y年%B")
/* clang-format on */
