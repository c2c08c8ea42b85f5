// Package batch turns many inputs into whole-or-nothing files: it finds the
// inputs, names their outputs, refuses names that clash, converts on all cores
// and tells how each input ended, in the order in which they were found. It
// knows nothing of the words for that; what a document says is package
// convert's business.
package batch
