//! What anyone may ask.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::unlocked,
    packed::unpack,
    permit,
    words::{Output, Word},
};

use crate::{
    account::{Account, Part},
    asset::{Asset, Custody, TermSlot},
    desk::Desk,
    errors::address,
    globals::{Globals, address_in},
    layout::{COLLATERALS, COUNT, DEBTS, GRACE, GUARDIAN, PROGRAM, RISK_SOURCE, SEQUENCER},
    loan::Loan,
    oracle::Purpose,
    pushes::{credit_figures, term_figures},
    sheet::debt_up,
    weigh::Weighing,
};

impl Desk {
    /// `isOperator`: account, operator.
    pub fn view_operator(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let may = self.may_act(address(arguments, 0)?, address(arguments, 1)?);
        output.numbers(&[may.into()]);
        Ok(())
    }

    /// `nonces`: account.
    pub fn view_nonce(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let [.., nonce, _] = self.account_of(arguments)?.fields;
        output.numbers(&[nonce]);
        Ok(())
    }

    /// `DOMAIN_SEPARATOR`.
    pub fn view_domain(&self, _: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        output.append(&permit::domain(self.vm()));
        Ok(())
    }

    /// `accountOf`: account.
    pub fn view_account(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.numbers(&self.account_of(arguments)?.fields);
        Ok(())
    }

    /// `collateralOf`: account, asset.
    pub fn view_collateral(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.numbers(&[self.part_of(arguments, COLLATERALS)?]);
        Ok(())
    }

    /// `debtOf`: account, asset.
    pub fn view_debt(&self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        unlocked()?;
        let shares = self.part_of(arguments, DEBTS)?;
        let owed = match shares {
            0 => 0,
            _ => debt_up(shares, self.index_at_sheet(address(arguments, 1)?)?),
        };
        output.numbers(&[shares, owed]);
        Ok(())
    }

    /// `loanOf`: account, number.
    pub fn view_loan(&self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let account = self.account_of(arguments)?;
        let mut number = [0];
        arguments.numbers(1, &[1], &mut number)?;
        let [number] = number;
        let mut loan = Loan::default();
        if number < crate::layout::LOANS_MAX.into() {
            self.load_loan(&account, number as u8, &mut loan);
        }
        let token = match loan.face {
            0 => [0; 32],
            _ => self.token_of(&self.asset_base(loan.index)),
        };
        output.append(&token);
        output.numbers(&[loan.maturity.into(), loan.face, loan.slope]);
        Ok(())
    }

    /// `standing`: account.
    pub fn view_standing(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        unlocked()?;
        let mut weighing = Weighing::default();
        let account = self.account_of(arguments)?;
        self.weigh(&account, Purpose::Liquidation, &mut weighing)?;
        let tally = &weighing.tally;
        output.numbers(&[tally.owned, tally.counted, tally.owed]);
        if tally.owed == 0 {
            output.append(&[u8::MAX; 32]);
        } else {
            output.numbers(&[tally.health()]);
        }
        Ok(())
    }

    /// `borrowingPower`: account.
    pub fn view_power(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        unlocked()?;
        let mut weighing = Weighing::default();
        let account = self.account_of(arguments)?;
        self.weigh(&account, Purpose::Opening, &mut weighing)?;
        output.numbers(&[weighing.tally.counted, weighing.tally.owed]);
        Ok(())
    }

    /// `collateralTerms`: asset.
    pub fn view_terms(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let base = self.asset_base(self.index_of(address(arguments, 0)?)?);
        let mut slot = TermSlot::default();
        self.load_terms(&base, &mut slot);
        output.numbers(&term_figures(&slot.terms(), self.now()));
        Ok(())
    }

    /// `portfolioCredit`.
    pub fn view_credit(&self, _: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        output.numbers(&credit_figures(&self.diversification(), self.now()));
        Ok(())
    }

    /// `assetOf`: asset.
    pub fn view_asset(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let token = address(arguments, 0)?;
        let index = self.index_of(token)?;
        let (mut asset, mut custody, mut slot) = <(Asset, Custody, TermSlot)>::default();
        self.load_asset(index, &mut asset);
        self.load_custody(token, &mut custody);
        self.load_terms(&asset.base, &mut slot);
        let (feed, config) = self.config_of(token, index);
        let noted = slot.noted();
        output
            .numbers(&[index.into(), asset.decimals().into()])
            .append(&feed)
            .numbers(&config)
            .numbers(&[custody.held, noted.last, noted.previous, noted.at.into()]);
        Ok(())
    }

    /// `assetAt`: index.
    pub fn view_asset_at(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut index = [0];
        arguments.numbers(0, &[1], &mut index)?;
        let [index] = index;
        output.append(&self.token_of(&self.asset_base(index as u8)));
        Ok(())
    }

    /// `desk`.
    pub fn view_desk(&self, _: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let mut globals = Globals::default();
        self.load_globals(&mut globals);
        let sequencer = self.fixed_slot(SEQUENCER);
        let (mut grace, mut count) = ([0; GRACE.len()], [0; COUNT.len()]);
        unpack(&sequencer, &GRACE, &mut grace);
        unpack(&self.fixed_slot(PROGRAM), &COUNT, &mut count);
        let ([_, grace], [_, count]) = (grace, count);
        let [_, _, paused, dust] = globals.fields;
        let addresses: [Word; 4] = [
            globals.sheet,
            self.fixed_slot(RISK_SOURCE),
            self.fixed_slot(GUARDIAN),
            address_in(&sequencer),
        ];
        output.append(addresses.as_flattened());
        output.numbers(&[grace, paused, dust, count]);
        Ok(())
    }

    /// The account that is the first argument.
    #[inline(never)]
    fn account_of(&self, arguments: &Arguments<'_>) -> Result<Account, Failure> {
        let mut account = Account::default();
        self.load_account(address(arguments, 0)?, &mut account);
        Ok(account)
    }

    /// What an account has of an asset.
    #[inline(never)]
    fn part_of(&self, arguments: &Arguments<'_>, map: usize) -> Result<u128, Failure> {
        let account = self.account_of(arguments)?;
        let index = self.index_of(address(arguments, 1)?)?;
        let mut part = Part::default();
        self.load_part(&account, map, index, &mut part);
        Ok(part.amount())
    }
}
