package english

import (
	"chancery.example/chancery/internal/amend/english/form"
)

// A line of the table: how it is said, and what it means.
type row struct {
	form  string
	build builder
}

// leads open a context: what follows is about their target.
var leadRows = []row{
	{"in|In <T> [ , ] [ - ] [ : ]", nil},
	{"<T> $be [ further ] amended [ as follows ] [ , ] [ - ] [ : ]", nil},
	{"the following amendments $be made to|in <T> [ : ]", nil},
	{"amend <T> [ as follows ] [ , ] [ : ]", nil},
	{"amendments to <T> [ : ]", nil},
	{"<T> :|-", nil},
}

// table holds the patterns of English; the first that fits is meant.
var table, leads, lexicon = compiled()

func rows() []row {
	var out []row
	for _, part := range [][]row{wordings, replacements, additionsOfWords, removals, additionsOfUnits, renumberings, rest} {
		out = append(out, part...)
	}
	return out
}

func compiled() (table, leads []pattern, lexicon map[string]int) {
	lexicon = make(map[string]int)
	list := func(rows []row) (out []pattern) {
		for _, r := range rows {
			nodes := form.Compile(form.Expand(r.form))
			out = append(out, pattern{form: r.form, nodes: nodes, first: form.Starts(nodes), needs: form.Needed(nodes, lexicon), build: r.build})
		}
		return out
	}
	return list(rows()), list(leadRows), lexicon
}

// wordings give units a new wording.
var wordings = []row{
	{"<T> $be [ deleted and ] [ hereby ] replaced|substituted by|with [! the following ] [ new ] [ text|wording ] [ <K> ] $reading <P>", substitute},
	{"<T> $be amended to read [ as follows ] [ : ] <P>", substitute},
	{"<T> [ , ] { shall / should / shall now / is to / are to } read as follows [ : ] <P>", substitute},
	{"amend <T> [ , ] to read [ as follows ] [ : ] <P>", substitute},
	{"<T> $be replaced|substituted as follows [ : ] <P>", substitute},
	{"<T> reads|read as follows [ : ] <P>", substitute},
	{"for <T> [ , ] { substitute / there is substituted / there are substituted / there shall be substituted } [ the following ] [ <K> ] [ : ] <P>", substitute},
	{"{ by the substitution of / by substituting / substitute } { the following / the following text / <K> } for <T> [ : ] <P>", substitute},
	{"{ by the substitution for / by substituting for } <T> [ , ] { of the following / the following / of <K> / <K> } [ : ] <P>", substitute},
	{"{ replace / by replacing / by the replacement of } <T> [ , ] by|with { the following / the following text / <K> } $reading <P>", substitute},
	{"{ by striking / strike / by deleting / delete } [ out ] <T> and { inserting / insert / substituting / substitute / by inserting } $place { the following / the following text / <K> } $place $reading <P>", substitute},
	{"{ by striking / strike / by deleting } [ out ] <T> and { inserting / insert / substituting } [ the sentence|phrase|words ] <P> $place", substitute},
	{"by amending <T> to read as follows [ : ] <P>", substitute},
	{"{ replace / by replacing } <T> by|with <P>", substitute},
	{"<T> $be replaced|substituted by|with <A>", substitute},
	{"{ replace / by replacing } <T> by|with <A>", substitute},
}

// replacements put words in the place of words.
var replacements = []row{
	{"<O> at the end [ of <T> ] $be replaced|substituted by|with <N>", swapEnd},
	{"throughout [ the text of ] <T> [ , ] $old $be replaced|substituted by|with <N> [ <G> ]", swapTarget},
	{"$old [ in|of <T> ] $be replaced|substituted by|with <N> [ in <T> ] <W> [ <G> ]", swap},
	{"<W> [ , ] $old $be replaced|substituted by|with <N> [ <G> ]", swap},
	{"$old [ in|of <T> ] $be replaced|substituted by|with <N> throughout <T> [ <G> ]", swapAll},
	{"$old by|with <N> [ <C> ]", swapAgain},
	{"{ <W> / throughout <T> } [ , ] { replace $old by|with <N> / for $old substitute <N> / substitute <N> for $old / by the substitution of <N> for $old / by substituting <N> for $old } [ <G> ]", swapTarget},
	{"replace <O> $end [ of <T> ] by|with <N>", swapEnd},
	{"for <O> $end [ of <T> ] [ , ] { substitute / there is substituted / there shall be substituted } <N>", swapEnd},
	{"substitute <N> for <O> $end [ of <T> ]", swapEnd},
	{"<C> [ in <T> ] [ , ] <O> $be replaced|substituted by|with <N> [ <G> ]", swap},
	{"$old [ in|of <T> ] [ <C> ] $be replaced|substituted by|with <N> [ <C> ] [ in <T> ] [ <C> ] [ <G> ]", swap},
	{"replace $old [ in|of <T> ] by|with <N> [ in <T> ] [ <C> ] [ <W> ] [ <G> ]", swap},
	{"substitute <N> for $old [ in <T> ] [ <C> ] [ <W> ] [ <G> ]", swap},
	{"for $old [ in <T> ] [ <C> ] [ , ] { substitute / there is substituted / there are substituted / there shall be substituted } <N> [ <G> ]", swap},
	{"for $old [ in <T> ] [ <C> ] [ , ] read <N>", swap},
	{"leave out <O> $end [ of <T> ] and insert <N>", swapEnd},
	{"leave out $old [ in <T> ] [ <C> ] and insert <N>", swap},
	{"{ by the substitution of / by substituting } <N> for <O> $end", swapEnd},
	{"{ by the substitution of / by substituting } <N> for $old [ in <T> ] [ <C> ] [ <W> ] [ <G> ]", swap},
	{"{ by the substitution for / by substituting for } $old [ in <T> ] [ <C> ] [ , ] { of <N> / <N> } [ <C> ]", swap},
	{"{ by the replacement of / by replacing / replacing } <O> $end [ of <T> ] by|with <N>", swapEnd},
	{"{ by the replacement of / by replacing / replacing } $old [ in <T> ] by|with <N> [ <C> ] [ in <T> ] [ <C> ] [ <W> ] [ <G> ]", swap},
	{"{ by striking / striking / strike / by deleting / by omitting / delete / by the deletion of } [ out ] <O> $end [ of <T> ] and { inserting / insert / substituting / adding / substitute / the substitution of / the insertion of } <N> $place", swapEnd},
	{"{ by striking / striking / strike / by deleting / by omitting / omit / delete / by the deletion of } [ out ] $old [ in <T> ] [ <C> ] [ , ] and { inserting / insert / substituting / substitute / the substitution of / the insertion of / by inserting } $place <N> $place [ <C> ] [ <W> ]", swap},
	{"$old [ in|of <T> ] $be replaced|substituted throughout by|with <N> [ <G> ]", swapTarget},
	{"$old $be struck|stricken [ out ] [ <C> ] and <N> { is inserted / are inserted / inserted } $place", swap},
	{"<O> at the end [ of <T> ] $be struck|deleted and <N> { is inserted / are inserted / inserted } $place", swapEnd},
}

// additionsOfWords add words to words.
var additionsOfWords = []row{
	{"<N> $be added|inserted $end [ of|to <T> ]", append_},
	{"$end [ of <T> ] [ , ] { add / insert } [ the following ] [ : ] <N>", append_},
	{"$end [ of <T> ] [ , ] <N> $be added|inserted", append_},
	{"$end [ of <T> ] [ , ] { there is / there are / there shall be } added|inserted <N>", append_},
	{"{ by adding / by inserting / add / insert / by the addition / by the insertion } $end [ of <T> ] [ the following ] [ of ] <N>", append_},
	{"{ by adding / by inserting / by the addition of / by the insertion of / add / insert / adding } <N> $end [ of|to <T> ]", append_},
	{"<N> $be added|inserted before <F> [ of <T> ]", append_},
	{"before <F> [ of <T> ] [ , ] { insert / add } [ the following ] [ : ] <N>", append_},
	{"before <F> [ of <T> ] [ , ] <N> $be added|inserted", append_},
	{"{ by adding / by inserting / by the addition / by the insertion / insert / add } before <F> [ of <T> ] [ , ] [ of ] [ the following ] [ : ] <N>", append_},
	{"{ by adding / by inserting / by the addition of / by the insertion of / insert / add } <N> before <F> [ of <T> ]", append_},
	{"after|following $old [ in <T> ] [ , ] <N> $be inserted|added", after},
	{"after|following $old [ in <T> ] [ , ] { insert / add / there is inserted / there are inserted / there shall be inserted } <N> [ <C> ]", after},
	{"before $old [ in <T> ] [ , ] <N> $be inserted|added", before},
	{"before $old [ in <T> ] [ , ] { insert / add / there is inserted / there are inserted / there shall be inserted } <N> [ <C> ]", before},
	{"<N> $be inserted|added [ in <T> ] after $old [ in|of <T> ] [ <C> ]", after},
	{"<N> $be inserted|added [ in <T> ] before $old [ in|of <T> ] [ <C> ]", before},
	{"{ by inserting / by adding / by the insertion of / by the addition of / insert / add / inserting } <N> after $old [ in <T> ] [ <C> ]", after},
	{"{ by inserting / by adding / by the insertion of / by the addition of / insert / add / inserting } <N> before $old [ in <T> ] [ <C> ]", before},
	{"{ by inserting / by adding / insert / add / inserting } [ , ] after $old [ in <T> ] [ , ] [ the following ] [ : ] <N>", after},
	{"{ by inserting / by adding / insert / add / inserting } [ , ] before $old [ in <T> ] [ , ] [ the following ] [ : ] <N>", before},
	{"{ by the insertion / by the addition } after $old [ in <T> ] [ , ] of <N>", after},
	{"{ by the insertion / by the addition } before $old [ in <T> ] [ , ] of <N>", before},
}

// removals take words and units out.
var removals = []row{
	{"<O> $end [ of <T> ] $be deleted|omitted|struck|stricken|removed [ out ]", cutEnd},
	{"{ by deleting / by striking / by omitting / by removing / delete / omit / strike / by the deletion of / by the omission of } [ out ] <O> $end [ of <T> ]", cutEnd},
	{"<W> [ , ] $old $be deleted|omitted|struck|stricken|removed [ out ]", cut},
	{"<W> [ , ] { delete / omit / strike / by the deletion of / by deleting / by omitting } $old", cut},
	{"[ <C> [ in <T> ] [ , ] ] $old [ in|of <T> ] [ <C> ] $be deleted|omitted|struck|stricken|removed [ out ] [ in <T> ] [ <C> ] [ <W> ]", cut},
	{"{ delete / by deleting / by striking / by omitting / by removing / omit / strike / remove / leave out / by the deletion of / by the omission of / by the removal of } [ out ] $old [ in|from <T> ] [ <C> ] [ <W> ]", cut},
	{"<L> [ in|of <T> ] $be deleted|omitted|struck|stricken|removed [ out ]", cutList},
	{"{ delete / by deleting / by striking / by omitting / omit / strike / by the deletion of } <L> [ in|from <T> ]", cutList},
	{"<T> $be deleted|omitted|struck|stricken|removed [ out ]", remove},
	{"{ delete / by deleting / by striking / by omitting / by removing / omit / strike / remove / leave out / by the deletion of / by the omission of / by the removal of } [ out ] <T>", remove},
	{"<T> $be repealed", repeal},
	{"$old [ in|of <T> ] $be repealed", repealWords},
	{"{ repeal / by repealing / by the repeal of } <T>", repeal},
}

// additionsOfUnits add units, lines, sentences and rows.
var additionsOfUnits = []row{
	{"$new $be added|inserted|appended { to / in / under } <T> { after / following / immediately after } <U> $reading <P>", insertAfter},
	{"$new $be inserted|added { after / following / immediately after } <U> $reading <P>", insertAfter},
	{"$new $be inserted|added [ { to / in } <T> ] { before / immediately before } <U> $reading <P>", insertBefore},
	{"$new $be added|appended [ $end ] [ { to / in / of / under } <T> ] [ $end ] $reading <P>", add},
	{"$new $be inserted [ { to / in / into } <T> ] $reading <P>", insert},
	{"$new $be inserted $end [ { of / in } <T> ] $reading <P>", add},
	{"{ after / following / immediately after } <U> [ , ] { $new $be inserted|added / { insert / add / there is inserted / there shall be inserted / there is added / there shall be added } [ $new ] } $reading <P>", insertAfter},
	{"{ before / immediately before } <U> [ , ] { $new $be inserted|added / { insert / add / there is inserted / there shall be inserted } $new } $reading <P>", insertBefore},
	{"$end [ of <T> ] [ , ] { $new $be inserted|added / { insert / add / there is added / there shall be added } $new } $reading <P>", add},
	{"{ by inserting / by adding / insert / add / inserting / adding / by the insertion / by the addition } [ , ] { after / following / immediately after } <U> [ , ] [ of ] $new $reading <P>", insertAfter},
	{"{ by inserting / by adding / insert / add / inserting / adding / by the insertion / by the addition } before|immediately [ before ] <U> [ , ] [ of ] $new $reading <P>", insertBefore},
	{"{ by inserting / by adding / insert / add / inserting / adding / by the insertion of / by the addition of } $new { after / following / immediately after } <U> $reading <P>", insertAfter},
	{"{ by inserting / by adding / insert / add / inserting / adding / by the insertion of / by the addition of } $new before <U> $reading <P>", insertBefore},
	{"{ by adding / add / adding / by the addition / by inserting / insert / by the insertion } $end [ of <T> ] [ , ] [ of ] $new $reading <P>", add},
	{"{ by adding / add / adding / by the addition of } $new [ $end ] [ { to / in / of } <T> ] [ $end ] $reading <P>", add},
	{"{ by inserting / insert / by the insertion of } $new $end [ of <T> ] $reading <P>", add},
	{"{ by inserting / insert / inserting / by the insertion of } $new [ { in / into } <T> ] $reading <P>", insert},
	{"there { is / are / shall be } added $new $reading <P>", add},
	{"{ by adding / add / by inserting / insert } <K> <P> $end [ of|to <T> ]", add},
	{"{ by adding / add / by inserting / insert } <K> <P> { after / following / immediately after } <U>", insertAfter},
	{"there { is / are / shall be } inserted $new $reading <P>", insert},
	{"<T> $be supplemented by|with $new $reading <P>", addTo},
	{"<A> $be added|inserted as <T>", addAnnex},
}

// renumberings give units other numbers.
var renumberings = []row{
	{"{ renumber / by renumbering / and renumbering / renumbering / redesignate / by redesignating / redesignating } the [ existing ] subsequent|following|remaining [ units|ones ] <X> accordingly", renumberRest},
	{"the [ existing ] subsequent|following|remaining <X> $be renumbered|redesignated|relettered accordingly", renumberRest},
	{"subsequent|following|remaining <X> $be renumbered|redesignated|relettered accordingly", renumberRest},
	{"renumber|redesignate subsequent|remaining <X> accordingly", renumberRest},
	{"{ <T> / the existing <T> / the current <T> / the former <T> } $be renumbered|redesignated|relettered [ as ] <R>", renumber},
	{"{ <T> / the existing <T> / the current <T> / the former <T> } becomes|become <R>", renumber},
	{"{ <T> / the existing <T> } shall become <R>", renumber},
	{"{ renumber / by renumbering / renumbering / redesignate / by redesignating / redesignating / by relettering / by the renumbering of / by the redesignation of } <T> as <R>", renumber},
	{"<T> $be renumbered|redesignated|relettered accordingly", renumberAccordingly},
	{"{ renumber / by renumbering / redesignate / by redesignating } <T> accordingly", renumberAccordingly},
}

// rest are the operations on the force of units.
var rest = []row{
	{"[! the application of ] <T> $be suspended until <D>", suspend},
	{"[! the application of ] <T> $be suspended", suspend},
	{"[! the application of ] <O> [ in|of <T> ] $be suspended [ until <D> ]", suspendWords},
	{"the suspension of <O> [ in|of <T> ] $be lifted|ended|terminated", restoreWords},
	{"<T> $be merged|joined|combined [ into [ a ] [ single|one ] <R> ]", join},
	{"<T> $be divided|split before <O> [ , ] { the second part becoming / and what follows becomes / and the second part becomes / the second part becomes / ; the second part becomes } <R>", split},
	{"the suspension of <T> $be lifted|ended|terminated", restore},
	{"the suspension of <T> { ends / ceases / shall end / shall cease }", restore},
	{"the application of <T> $be resumed", restore},
	{"the [ period of ] application of <T> $be extended|prolonged until <D>", extend},
}
