"""The table of indicators over five years that a plan or a review is sent with: rows as data, figures from
the plans' indicators, typed with their source where there are no records."""
