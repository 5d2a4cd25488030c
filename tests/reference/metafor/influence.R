# Prints what metafor gives for leaving out, adding up and influence, as JSON; recorded in influence.json.
# Run as: Rscript influence.R > influence.json   (R 4.2, metafor 3.8, metadat 1.2, jsonlite)
suppressPackageStartupMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
options(warn = -1)

# Effects are rounded first, so that both programs read the same digits.
given <- function(data, ...) c(list(yi = signif(as.numeric(data$yi), 10), vi = signif(as.numeric(data$vi), 10)), list(...))

bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
data_sets <- list(
  bcg = given(bcg, order = bcg$year, moderators = list(ablat = bcg$ablat)),
  raudenbush1985 = given(dat.raudenbush1985, order = dat.raudenbush1985$year,
                         moderators = list(weeks = pmin(dat.raudenbush1985$weeks, 3))),
  hackshaw1998 = given(dat.hackshaw1998, order = dat.hackshaw1998$year, moderators = list()),
  normand1999 = given(escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i,
                             data = dat.normand1999), order = c(3, 1, 2, 2, 9, 7, 8, 0, 5), moderators = list()),
  bangertdrowns2004 = given(dat.bangertdrowns2004, order = dat.bangertdrowns2004$year, moderators = list(
    grade = dat.bangertdrowns2004$grade, length = ifelse(is.na(dat.bangertdrowns2004$length), 0,
                                                         dat.bangertdrowns2004$length)))
)

TESTS <- c(z = "z", hksj = "knha")
ASKED <- data.frame(method = c("REML", "REML", "DL", "FE"), test = c("z", "hksj", "hksj", "z"))

# As tightly as the steps of every refit allow; half steps where full ones swing around the solution.
CONTROLS <- list(list(threshold = 1e-13, maxiter = 10000), list(threshold = 1e-12, maxiter = 10000),
                 list(threshold = 1e-13, maxiter = 10000, stepadj = 0.5),
                 list(threshold = 1e-12, maxiter = 10000, stepadj = 0.5))

numbers <- function(x) as.numeric(unname(x))

pooled <- function(x) {
  statistic <- if (is.null(x$zval)) x$tval else x$zval
  p <- if (is.null(x$pvals)) x$pval else x$pvals
  list(estimate = numbers(x$estimate), se = numbers(x$se), statistic = numbers(statistic), p = numbers(p),
       low = numbers(x$ci.lb), high = numbers(x$ci.ub), q = numbers(x$Q), q_p = numbers(x$Qp),
       tau2 = numbers(x$tau2), i2 = numbers(x$I2), h2 = numbers(x$H2))
}

influences <- function(fit) {
  found <- influence(fit)
  part <- function(name) numbers(found$inf[[name]])
  list(rstudent = part("rstudent"), dffits = part("dffits"), cook = part("cook.d"), covariance_ratio = part("cov.r"),
       tau2_deleted = part("tau2.del"), q_deleted = part("QE.del"), hat = part("hat"), weight = part("weight"),
       dfbetas = unname(as.matrix(as.data.frame(unclass(found$dfbs)[names(unclass(found$dfbs)) %in% rownames(fit$beta)]))),
       is_influential = unname(found$is.infl))
}

one <- function(data, method, test, control) {
  fit <- rma(data$yi, data$vi, method = method, test = TESTS[[test]], control = control)
  result <- list(method = method, test = test, without = pooled(leave1out(fit)),
                 so_far = pooled(cumul(fit, order = data$order)), influence = influences(fit))
  if (length(data$moderators) > 0) {
    fit <- rma(data$yi, data$vi, mods = do.call(cbind, data$moderators), method = method, test = TESTS[[test]],
               control = control)
    result$influence_with_moderators <- influences(fit)
  }
  stopifnot(!anyNA(unlist(result)))
  result
}

settled <- function(...) {
  for (control in CONTROLS) {
    result <- tryCatch(one(..., control = control), error = function(e) NULL)
    if (!is.null(result)) return(result)
  }
  stop("does not settle")
}

result <- lapply(data_sets, function(data) {
  data$fits <- lapply(seq_len(nrow(ASKED)), function(at) settled(data, ASKED$method[at], ASKED$test[at]))
  if (length(data$moderators) == 0) data$moderators <- NULL
  data
})
cat(toJSON(result, digits = I(10), auto_unbox = TRUE, null = "null", na = "null"), "\n")
