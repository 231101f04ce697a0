package act

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A label is what stands before the words of a unit, taken apart.
type label struct {
	kind  Kind
	num   string
	label string
	rest  string
	loose bool // two letters in brackets: a label only beside one that it begins with
}

const gap = "[ \u00a0]"

const latin = `(?:` + gap + `(?:bis|ter|quater|quinquies|sexies|septies|octies))?`

var (
	headedRussian = regexp.MustCompile(`^((Раздел|Глава|Статья|Приложение)(?:` + gap + `(?:№` + gap + `?)?([0-9]+(?:[.\-][0-9]+)*[¹²³⁴⁵⁶⁷⁸⁹⁰]*|[IVXLC]+(?:[.\-][0-9]+)*[¹²³⁴⁵⁶⁷⁸⁹⁰]*))?\.?)(?:` + gap + `+(.*))?$`)
	headedEnglish = regexp.MustCompile(`^((Chapter|Article|Section|Rule|Annex)(?:` + gap + `([0-9]+(?:[.\-][0-9]+)*[A-Za-z]{0,2}` + latin + `|[IVXLC]+[a-zA-Z]?(?:-[0-9]+)?` + latin + `|[A-Z]))?\.?)(?:` + gap + `+(.*))?$`)
	numberRussian = regexp.MustCompile(`^(([0-9]{1,4}(?:[.\-][0-9]+)*[¹²³⁴⁵⁶⁷⁸⁹⁰]*)([.)]))(?:` + gap + `+(.*))?$`)
	letterRussian = regexp.MustCompile(`^(([абвгдежзиклмнопрстуфхцчшщэюя](?:[.\-]?[0-9]+)*[¹²³⁴⁵⁶⁷⁸⁹⁰]*)\))(?:` + gap + `+(.*))?$`)
	numberEnglish = regexp.MustCompile(`^(([0-9]{1,4}(?:[.\-][0-9]+)*[A-Za-z]{0,2}` + latin + `)\.)(?:` + gap + `+(.*))?$`)
	insideEnglish = regexp.MustCompile(`^(\(([0-9]{1,4}[A-Za-z]{0,2}(?:[.\-][0-9]+)*` + latin + `|[a-z]{1,4}(?:-?[0-9]+)?` + latin + `|[A-Z]{1,4}(?:-?[0-9]+)?` + latin + `)\))(?:` + gap + `+(.*))?$`)
	insertedRoman = regexp.MustCompile(`^(viii|vii|iii|ix|iv|vi|ii|i|v)([a-h]|-?[0-9]+|` + gap + `(?:bis|ter|quater|quinquies))?$`)
)

// romans are the numerals under ten.
var romans = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}

// readLabel takes the label off a line. doc/plaintext.md, rule 3 (Russian) and 1
// (English).
func readLabel(line string, lang Lang) (label, bool) {
	if lang == Russian {
		return russianLabel(line)
	}
	return englishLabel(line)
}

func headed(m []string, kinds map[string]Kind) (label, bool) {
	if m == nil {
		return label{}, false
	}
	l := label{kind: kinds[m[2]], num: m[3], label: m[1], rest: m[4]}
	dotted := strings.HasSuffix(l.label, ".")
	if l.num == "" && l.kind != KindAnnex || l.rest != "" && !dotted {
		return label{}, false
	}
	return l, true
}

func russianLabel(line string) (label, bool) {
	kinds := map[string]Kind{"Раздел": KindSection, "Глава": KindChapter, "Статья": KindArticle, "Приложение": KindAnnex}
	if l, ok := headed(headedRussian.FindStringSubmatch(line), kinds); ok {
		return l, true
	}
	if m := numberRussian.FindStringSubmatch(line); m != nil {
		kind := KindNumber
		if m[3] == ")" {
			kind = KindBracket
		}
		return label{kind: kind, num: m[2], label: m[1], rest: m[4]}, true
	}
	if m := letterRussian.FindStringSubmatch(line); m != nil {
		return label{kind: KindLetter, num: m[2], label: m[1], rest: m[3]}, true
	}
	return label{}, false
}

func englishLabel(line string) (label, bool) {
	kinds := map[string]Kind{"Chapter": KindChapter, "Article": KindArticle, "Section": KindSection, "Rule": KindRule, "Annex": KindAnnex}
	if l, ok := headed(headedEnglish.FindStringSubmatch(line), kinds); ok {
		return l, true
	}
	if m := numberEnglish.FindStringSubmatch(line); m != nil {
		return label{kind: KindNumber, num: m[2], label: m[1], rest: m[3]}, true
	}
	m := insideEnglish.FindStringSubmatch(line)
	if m == nil {
		return label{}, false
	}
	kind, loose := inBrackets(m[2])
	return label{kind: kind, num: m[2], label: m[1], rest: m[3], loose: loose}, kind != ""
}

// inBrackets tells the kind of "(num)"; loose says that it is a label only
// beside one that it begins with, because "(EU)" is not. What is no label at all
// has no kind.
func inBrackets(num string) (kind Kind, loose bool) {
	low := strings.ToLower(num)
	roman := insertedRoman.FindStringSubmatch(low)
	letters := strings.TrimRight(strings.FieldsFunc(low, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '-' })[0], "0123456789")
	lower, upper := KindLetter, KindCapital
	switch {
	case num[0] >= '0' && num[0] <= '9':
		return KindBracket, false
	case roman != nil:
		lower, upper = KindRoman, KindUpper
		loose = len(roman[2]) == 1
	case len(letters) > 2:
		return "", false
	default:
		loose = len(letters) == 2
	}
	if num[0] >= 'a' {
		return lower, loose
	}
	return upper, loose
}

// NumberKind is the kind of a unit whose number stands in an English pair of
// brackets, "a" of "(a)"; "" for what cannot stand there.
func NumberKind(num string) Kind {
	if insideEnglish.FindString("("+num+")") == "" {
		return ""
	}
	kind, _ := inBrackets(num)
	return kind
}

const alphabet = "абвгдежзиклмнопрстуфхцчшщэюя"

var addition = map[string]int{"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6, "septies": 7, "octies": 8}

// ordinals takes a number apart into what it is compared by: "5.1" is 5, 1;
// "б1" is 2, 1; "5 bis" is 5, 2; "ca" is 3, 1.
func ordinals(num string, kind Kind) []int {
	var out []int
	low := strings.ToLower(num)
	if kind == KindRoman || kind == KindUpper {
		if m := insertedRoman.FindStringSubmatch(low); m != nil {
			return append([]int{slices.Index(romans, m[1]) + 1}, ordinals(m[2], KindLetter)...)
		}
	}
	if n, rest := romanPrefix(num); n > 0 && kind.Headed() {
		return append([]int{n}, ordinals(rest, KindLetter)...)
	}
	for low != "" {
		i := 0
		for i < len(low) && low[i] >= '0' && low[i] <= '9' {
			i++
		}
		if i > 0 {
			n, _ := strconv.Atoi(low[:min(i, 9)])
			out, low = append(out, n), low[i:]
			continue
		}
		if word := strings.TrimLeft(low, " \u00a0"); addition[word] != 0 {
			return append(out, addition[word])
		}
		r := []rune(low)[0]
		low = low[len(string(r)):]
		switch at := strings.IndexRune(alphabet, r); {
		case at >= 0:
			out = append(out, at/2+1)
		case r >= 'a' && r <= 'z':
			out = append(out, int(r-'a')+1)
		case strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r):
			digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
			out = append(out, slices.Index(digits, r))
		}
	}
	return out
}

// romanPrefix reads capital roman numerals at the start of a number.
func romanPrefix(num string) (int, string) {
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	n, i := 0, 0
	for ; i < len(num) && value[num[i]] > 0; i++ {
		v := value[num[i]]
		if i+1 < len(num) && value[num[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n, num[i:]
}

// CompareNumbers orders the numbers of two units of one kind as they stand in an
// act: 5 before 5.1 before 5.2 before 6; б before б1 before в; (c) before (ca)
// before (d). Equal numbers give 0.
func CompareNumbers(a, b string, kind Kind) int {
	if sameNumber(a, b) {
		return 0
	}
	return cmp.Or(slices.Compare(ordinals(a, kind), ordinals(b, kind)), cmp.Compare(a, b))
}

// sameNumber compares numbers as an instruction writes them: a space that does
// not break is a space.
func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	const hard = "\u00a0"
	return (strings.Contains(a, hard) || strings.Contains(b, hard)) && strings.ReplaceAll(a, hard, " ") == strings.ReplaceAll(b, hard, " ")
}
