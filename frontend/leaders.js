// The leader's page needs no script; a bundle is named by its module, and this one brings the stylesheet.
